// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import io.github.rmspropsimd.RmsProp;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Puts a case together, a step after the other. What it draws follows from the case's name alone. */
final class CaseBuilder {

    private final String name;
    private final String preset;
    private final Fill fill;
    private final Random random;
    private final Map<Buffer, float[]> start = new EnumMap<>(Buffer.class);
    private final List<PortStep> steps = new ArrayList<>();
    private PortStep step;
    private int gradsLength;

    CaseBuilder(String group, String name, RmsProp rule, int length, Fill fill) {
        this.name = group + "/" + name;
        this.preset = Catalogue.presetOf(group);
        this.fill = fill;
        this.random = new Random(this.name.hashCode());
        this.gradsLength = length;
        this.step = new PortStep(rule, 0.01, 1, Place.slice(0, 0, length), null);
        start.put(Buffer.PARAMS, fill.row(length, random));
    }

    /** Starts from this row. */
    CaseBuilder given(Buffer buffer, float... row) {
        start.put(buffer, row);
        return this;
    }

    /** Starts from a state that is not fresh: averages of squares are not negative but where anything may stand there. */
    CaseBuilder givenState() {
        int length = start.get(Buffer.PARAMS).length;
        for (Buffer buffer : Buffer.shownBy(step.rule())) {
            if (buffer != Buffer.PARAMS && buffer != Buffer.GRADS) {
                float[] row = fill.row(length, random);
                for (int i = 0; buffer == Buffer.SQUARE_AVERAGE && fill != Fill.RAW_BITS && i < length; i++) {
                    row[i] = Math.abs(row[i]);
                }
                start.put(buffer, row);
            }
        }
        return this;
    }

    CaseBuilder rule(RmsProp rule) {
        step = step.withRule(rule);
        return this;
    }

    CaseBuilder learningRate(double learningRate) {
        step = step.withLearningRate(learningRate);
        return this;
    }

    CaseBuilder gradientScale(double gradientScale) {
        step = step.withGradientScale(gradientScale);
        return this;
    }

    CaseBuilder slice(int offset, int length) {
        return place(Place.slice(offset, offset, length));
    }

    CaseBuilder place(Place place) {
        step = step.withPlace(place);
        return this;
    }

    /** Gradients of a length of their own. */
    CaseBuilder gradsLength(int length) {
        gradsLength = length;
        return this;
    }

    /** Steps on new gradients. */
    CaseBuilder step() {
        return stepOn(fill.row(gradsLength, random));
    }

    CaseBuilder stepOn(float... grads) {
        steps.add(step.withGrads(grads));
        return this;
    }

    CaseBuilder steps(int number) {
        for (int i = 0; i < number; i++) {
            step();
        }
        return this;
    }

    /** Steps on the gradients that the step before has left. */
    CaseBuilder stepsAgain(int number) {
        for (int i = 0; i < number; i++) {
            steps.add(step);
        }
        return this;
    }

    PortCase build() {
        return new PortCase(name, preset, start, gradsLength, List.copyOf(steps));
    }
}
