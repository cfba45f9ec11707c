// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import io.github.rmspropsimd.Backend;
import io.github.rmspropsimd.RmsProp;
import io.github.rmspropsimd.RmsPropKernel;
import io.github.rmspropsimd.RmsPropState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The right results of a case: SCALAR's. */
final class Reference {

    private Reference() {}

    static List<Map<Buffer, float[]>> run(PortCase c) {
        Map<Buffer, float[]> buffers = c.buffers(c.steps().get(0).rule().initialSquareAverage());
        List<Map<Buffer, float[]>> results = new ArrayList<>();
        for (PortStep step : c.steps()) {
            if (step.grads() != null) {
                buffers.put(Buffer.GRADS, step.grads().clone());
            }
            RmsProp rule = step.rule();
            List<Buffer> rows = Buffer.shownBy(rule);
            RmsPropState state = rule.stateOf(
                    buffers.get(Buffer.SQUARE_AVERAGE),
                    rows.contains(Buffer.GRADIENT_AVERAGE) ? buffers.get(Buffer.GRADIENT_AVERAGE) : null,
                    rows.contains(Buffer.MOMENTUM_BUFFER) ? buffers.get(Buffer.MOMENTUM_BUFFER) : null);
            step(rule.kernel(Backend.SCALAR), step, buffers, state);
            results.add(Buffer.snapshot(rule, buffers));
        }
        return results;
    }

    private static void step(RmsPropKernel kernel, PortStep step, Map<Buffer, float[]> buffers, RmsPropState state) {
        float[] params = buffers.get(Buffer.PARAMS);
        float[] grads = buffers.get(Buffer.GRADS);
        if (step.place().isRows()) {
            String[] words = step.place().line().split(" ", -1);
            int[] rows = Stream.of(words).skip(2).mapToInt(Integer::parseInt).toArray();
            int rowLength = Integer.parseInt(words[1]);
            kernel.stepRows(
                    params, grads, state, rows, rows.length, rowLength, step.learningRate(), step.gradientScale());
        } else {
            Slice slice = step.slices().get(0);
            kernel.step(
                    params,
                    slice.offset(),
                    grads,
                    slice.gradsOffset(),
                    state,
                    slice.length(),
                    step.learningRate(),
                    step.gradientScale());
        }
    }
}
