// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import static io.github.rmspropsimd.StepCase.Buffers;

import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.BeforeProperty;

/** SCALAR and SIMD give the same bits, in one piece and cut into slices, specialised or not, and touch nothing else. */
class BackendBitsTest {

    @BeforeProperty
    void expectedJvm() {
        ExpectedJvm.require();
    }

    @Provide
    Arbitrary<StepCase> cases() {
        return StepCase.any();
    }

    @Property(tries = 3_000)
    void simdStepsLikeScalar(@ForAll("cases") StepCase c) {
        Bits.assertSame(
                run(c, c.rule().kernel(Backend.SCALAR), List.of()),
                run(c, c.rule().kernel(Backend.SIMD), List.of()));
    }

    @Property
    void slicesStepLikeTheWhole(@ForAll("cases") StepCase c, @ForAll @IntRange(min = 1, max = 8) int pieces) {
        Buffers whole = run(c, c.rule().kernel(Backend.SCALAR), List.of());
        List<Integer> cuts = new SplittableRandom(c.seed())
                .ints(pieces, 0, c.slice().length() + 1)
                .sorted()
                .boxed()
                .toList();

        Bits.assertSame(whole, run(c, c.rule().kernel(Backend.SCALAR), cuts));
        Bits.assertSame(whole, run(c, c.rule().kernel(Backend.SIMD), cuts));
    }

    @Property
    void ordinaryClassesStepLikeSpecialisedOnes(@ForAll("cases") StepCase c) {
        Buffers specialised = run(c, c.rule().kernel(Backend.SCALAR), List.of());
        Variant variant = c.rule().variant();

        Bits.assertSame(specialised, run(c, kernel(c, new ScalarLoop(variant)), List.of()));
        Bits.assertSame(specialised, run(c, kernel(c, new VectorLoop(variant)), List.of()));
    }

    @Property
    void nothingOutsideTheSliceIsTouched(@ForAll("cases") StepCase c, @ForAll Backend backend) {
        StepCase one = new StepCase(c.rule(), c.slice(), 1, c.learningRate(), c.gradientScale(), c.fill(), c.seed());
        Buffers before = one.buffers();
        Buffers after = run(one, one.rule().kernel(backend), List.of());

        for (int i = 0; i < one.slice().bufferLength(); i++) {
            boolean inside = i >= one.slice().offset()
                    && i < one.slice().offset() + one.slice().length();
            if (!inside) {
                Bits.assertSame("params", i, before.params()[i], after.params()[i]);
                Bits.assertSame("squareAverage", i, before.state().squareAverage[i], after.state().squareAverage[i]);
            }
            float gradient = inside && one.rule().gradientsZeroed() ? 0f : before.grads()[i];
            Bits.assertSame("grads", i, gradient, after.grads()[i]);
        }
    }

    @Property
    void aScaleOfOneIsNoScale(@ForAll("cases") StepCase c, @ForAll Backend backend) {
        StepCase unscaled = new StepCase(c.rule(), c.slice(), 1, c.learningRate(), 1.0, c.fill(), c.seed());
        Buffers expected = unscaled.buffers();
        Oracles.stepwise(unscaled, expected, false);
        Buffers actual = unscaled.buffers();
        unscaled.rule()
                .kernel(backend)
                .step(
                        actual.params(),
                        actual.grads(),
                        actual.state(),
                        c.slice().offset(),
                        c.slice().length(),
                        c.learningRate());

        Bits.assertSame(expected, actual);
    }

    private static RmsPropKernel kernel(StepCase c, Loop loop) {
        return new RmsPropKernel(c.rule(), Backend.SCALAR, loop, "a loop that is not specialised");
    }

    private static Buffers run(StepCase c, RmsPropKernel kernel, List<Integer> cuts) {
        Buffers buffers = c.buffers();
        c.run(kernel, buffers, cuts);
        return buffers;
    }
}
