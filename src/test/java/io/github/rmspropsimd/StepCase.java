// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** A situation to hold kernels to: a rule, a slice within longer buffers, the step's arguments, and what fills them. */
record StepCase(RmsProp rule, Slice slice, int steps, double learningRate, double gradientScale, Fill fill, long seed) {

    /** A slice of buffers that go on for {@code after} elements behind it. */
    record Slice(int offset, int length, int after) {

        int bufferLength() {
            return offset + length + after;
        }
    }

    /** What the buffers hold. */
    enum Fill {
        /** What training has: gradients of all magnitudes about 1, averages above 0. */
        ORDINARY,
        /** The values at which arithmetic changes its ways, of either sign. */
        SPECIAL,
        /** Any 32 bits: every float as likely as every other, NaNs among them. */
        RAW_BITS;

        private static final float[] SPECIALS = {
            0f,
            1f,
            0.1f,
            3f,
            Float.MIN_VALUE,
            0x1.8p-140f,
            Math.nextDown(Float.MIN_NORMAL),
            Float.MIN_NORMAL,
            0x1p-75f,
            0x1p-63f,
            Math.nextUp(1f),
            0x1p63f,
            0x1.6a09e6p63f,
            0x1.6a09e8p63f,
            0x1p64f,
            Float.MAX_VALUE,
            Float.POSITIVE_INFINITY,
            Float.NaN
        };

        private float draw(SplittableRandom random) {
            return switch (this) {
                case ORDINARY -> (float) ((random.nextDouble() - 0.5) * Math.scalb(1.0, random.nextInt(-12, 5)));
                case SPECIAL -> SPECIALS[random.nextInt(SPECIALS.length)] * (random.nextBoolean() ? 1 : -1);
                case RAW_BITS -> Float.intBitsToFloat(random.nextInt());
            };
        }

        float[] array(int length, SplittableRandom random) {
            float[] array = new float[length];
            for (int i = 0; i < length; i++) {
                array[i] = draw(random);
            }
            return array;
        }

        /** Buffers for a rule; those it does not use are empty. */
        RmsPropState state(RmsProp rule, int length, SplittableRandom random) {
            RmsPropState sizes = rule.newState(length);
            float[] squareAverage = array(length, random);
            if (this == ORDINARY) {
                for (int i = 0; i < length; i++) {
                    squareAverage[i] *= squareAverage[i];
                }
            }
            return rule.stateOf(
                    squareAverage,
                    array(sizes.gradientAverage().length, random),
                    array(sizes.momentum().length, random));
        }
    }

    /** The buffers of a run: what a kernel steps on. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Buffers(float[] params, float[] grads, RmsPropState state) {}

    /** Lengths from none to several vectors of any width are likelier than long ones; all offsets within a vector. */
    static Arbitrary<StepCase> any() {
        Arbitrary<Integer> lengths = Arbitraries.frequencyOf(
                Tuple.of(16, Arbitraries.integers().between(0, 80)),
                Tuple.of(4, Arbitraries.integers().between(81, 400)),
                Tuple.of(1, Arbitraries.integers().between(1_000, 6_000)));
        Arbitrary<Slice> slices = Combinators.combine(
                        Arbitraries.integers().between(0, 33),
                        lengths,
                        Arbitraries.integers().between(0, 33))
                .as(Slice::new);
        return Combinators.combine(
                        RuleSpace.any(),
                        slices,
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.of(0.01, 0.0, 1.0, -0.37, 1e-41, 1e30),
                        Arbitraries.of(1.0, 1.0 / 128, 0.0, -3.3, 1e-42, 1e20),
                        Arbitraries.of(Fill.class),
                        Arbitraries.longs())
                .as(StepCase::new);
    }

    /** The same, with one step and another gradient scale. */
    StepCase ofOneStep(double scale) {
        return new StepCase(rule, slice, 1, learningRate, scale, fill, seed);
    }

    Buffers buffers() {
        SplittableRandom random = new SplittableRandom(seed);
        int length = slice.bufferLength();
        return new Buffers(fill.array(length, random), fill.array(length, random), fill.state(rule, length, random));
    }

    /** Fresh gradients for a later step, the same for every run of this case. */
    float[] gradients(int step) {
        return fill.array(slice.bufferLength(), new SplittableRandom(seed + step));
    }

    /** Takes all the steps, each cut at the given points of the slice. */
    void run(RmsPropKernel kernel, Buffers buffers, List<Integer> cuts) {
        for (int step = 0; step < steps; step++) {
            if (step > 0) {
                System.arraycopy(gradients(step), 0, buffers.grads, 0, buffers.grads.length);
            }
            int from = slice.offset;
            for (int cut : cuts) {
                int to = slice.offset + cut;
                kernel.step(buffers.params, buffers.grads, buffers.state, from, to - from, learningRate, gradientScale);
                from = to;
            }
            int rest = slice.offset + slice.length - from;
            kernel.step(buffers.params, buffers.grads, buffers.state, from, rest, learningRate, gradientScale);
        }
    }
}
