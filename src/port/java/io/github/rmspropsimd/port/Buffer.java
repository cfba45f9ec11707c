// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import io.github.rmspropsimd.RmsProp;
import io.github.rmspropsimd.RmsPropState;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What a step reads and writes, in the order in which a port writes the rows of its output. */
public enum Buffer {
    SQUARE_AVERAGE("squareAverage", "s"),
    GRADIENT_AVERAGE("gradientAverage", "a"),
    MOMENTUM_BUFFER("momentumBuffer", "m"),
    PARAMS("params", "p"),
    GRADS("grads", "grads");

    /** The name of its rows. */
    final String row;

    /** The name of an element in the formulas. */
    final String variable;

    Buffer(String row, String variable) {
        this.row = row;
        this.variable = variable;
    }

    /** The place of a slice's element. */
    int index(Slice slice, int element) {
        return (this == GRADS ? slice.gradsOffset() : slice.offset()) + element;
    }

    /** The rows after a step: the buffers that the rule has, the parameters, and the gradients where it changes them. */
    public static List<Buffer> shownBy(RmsProp rule) {
        RmsPropState state = rule.newState(1);
        List<Buffer> rows = new ArrayList<>(List.of(SQUARE_AVERAGE));
        if (state.gradientAverage().length > 0) {
            rows.add(GRADIENT_AVERAGE);
        }
        if (state.momentum().length > 0) {
            rows.add(MOMENTUM_BUFFER);
        }
        rows.add(PARAMS);
        if (rule.gradientsZeroed()) {
            rows.add(GRADS);
        }
        return rows;
    }

    /** A copy of what is shown after a step of this rule. */
    public static Map<Buffer, float[]> snapshot(RmsProp rule, Map<Buffer, float[]> buffers) {
        Map<Buffer, float[]> shown = new EnumMap<>(Buffer.class);
        for (Buffer buffer : shownBy(rule)) {
            shown.put(buffer, buffers.get(buffer).clone());
        }
        return shown;
    }

    @Override
    public String toString() {
        return row;
    }
}
