// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import static io.github.rmspropsimd.StepCase.Buffers;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.rmspropsimd.StepCase.Fill;
import io.github.rmspropsimd.StepCase.Slice;
import java.lang.reflect.Field;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.BeforeProperty;

/** SCALAR and SIMD give the same bits, in one piece and cut into slices, specialised or not, and touch nothing else. */
@AddLifecycleHook(ExpectedJvm.class)
class BackendBitsTest {

    private static final int LEAST_EXPONENT = Float.MIN_EXPONENT - 23;

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
        Bits.assertSame(run(c, Backend.SCALAR, List.of()), run(c, Backend.SIMD, List.of()));
    }

    @Property
    void slicesStepLikeTheWhole(@ForAll("cases") StepCase c, @ForAll @IntRange(min = 1, max = 8) int pieces) {
        Buffers whole = run(c, Backend.SCALAR, List.of());
        List<Integer> cuts = new SplittableRandom(c.seed())
                .ints(pieces, 0, c.slice().length() + 1)
                .sorted()
                .boxed()
                .toList();

        Bits.assertSame(whole, run(c, Backend.SCALAR, cuts));
        Bits.assertSame(whole, run(c, Backend.SIMD, cuts));
    }

    @Property
    void ordinaryClassesStepLikeSpecialisedOnes(@ForAll("cases") StepCase c) {
        Buffers specialised = run(c, Backend.SCALAR, List.of());
        Variant variant = c.rule().variant();

        Bits.assertSame(specialised, run(c, new ScalarLoop(variant)));
        Bits.assertSame(specialised, run(c, new VectorLoop(variant)));
    }

    /** With some vectors past the divider, at all lengths. */
    @Property
    void mixedStepsLikeScalar(@ForAll("cases") StepCase c) {
        Bits.assertSame(
                run(c, Backend.SCALAR, List.of()), run(c, Loops.mixed(c.rule().variant())));
    }

    /** Else the other properties would hold for nothing. */
    @Example
    void whatShallMixDoes() throws ReflectiveOperationException {
        for (RmsProp rule : RuleSpace.pairs()) {
            Variant variant = rule.variant();
            assertEquals(variant.epsilonInsideRoot(), isMixed(Loops.mixed(variant)), rule::toString);
            assertFalse(isMixed(Loops.unmixed(variant)), rule::toString);
        }
    }

    private static boolean isMixed(Loop loop) throws ReflectiveOperationException {
        Field mixed = loop.getClass().getDeclaredField("MIXED");
        mixed.setAccessible(true);
        return mixed.getBoolean(null);
    }

    /** Ordinary numbers and the fourth of some vectors, so that what goes past the divider stays there. */
    @Example
    void everyVariantThatMixesStepsLikeScalar() {
        for (RmsProp rule : RuleSpace.pairs()) {
            Slice slice = new Slice(3, 13 * VectorLoop.lanes(), 5);
            StepCase c = new StepCase(rule, slice, 3, 0.01, 0.5, Fill.ORDINARY, 1);
            Bits.assertSame(run(c, Backend.SCALAR, List.of()), run(c, Loops.mixed(rule.variant())));
        }
    }

    /** Vectors whose elements are all of one magnitude, of every one that there is, so that both bounds decide. */
    @Example
    void everyMagnitudeMixesLikeScalar() {
        int length = 8 * VectorLoop.lanes();
        for (RmsProp rule : List.of(
                RmsProp.d2l().withEpsilon(Float.MIN_VALUE),
                RmsProp.d2l().withEpsilon(Float.MIN_VALUE).withCentered(true).withMomentum(0.5),
                RmsProp.tensorflow().withEpsilon(Float.MIN_VALUE),
                RmsProp.optax().withEpsilon(Float.MIN_VALUE))) {
            RmsPropKernel scalar = rule.kernel(Backend.SCALAR);
            RmsPropKernel mixed =
                    new RmsPropKernel(rule, Serving.fixed(Loops.mixed(rule.variant()), "a loop that mixes"));
            for (int grads = LEAST_EXPONENT; grads <= Float.MAX_EXPONENT; grads++) {
                for (int averages = LEAST_EXPONENT; averages <= Float.MAX_EXPONENT; averages += 9) {
                    double learningRate = grads % 2 == 0 ? 1 : 0x1p126;
                    Buffers expected = ofMagnitudes(rule, length, grads, averages);
                    scalar.step(expected.params(), expected.grads(), expected.state(), learningRate);
                    Buffers actual = ofMagnitudes(rule, length, grads, averages);
                    mixed.step(actual.params(), actual.grads(), actual.state(), learningRate);
                    Bits.assertSame(expected, actual);
                }
            }
        }
    }

    private static Buffers ofMagnitudes(RmsProp rule, int length, int grads, int averages) {
        SplittableRandom random = new SplittableRandom(grads);
        Buffers buffers = new Buffers(new float[length], new float[length], rule.newState(length));
        for (int i = 0; i < length; i++) {
            float significand = (float) random.nextDouble(1, 2);
            buffers.grads()[i] = Math.scalb(random.nextBoolean() ? significand : -significand, grads);
            buffers.state().squareAverage[i] = Math.scalb((float) random.nextDouble(1, 2), averages);
        }
        return buffers;
    }

    @Property
    void nothingOutsideTheSliceIsTouchedNorAreGradients(@ForAll("cases") StepCase drawn, @ForAll Backend backend) {
        StepCase c = drawn.ofOneStep(drawn.gradientScale());
        Buffers before = c.buffers();
        Buffers after = run(c, backend, List.of());

        // What the step may change is taken over; all else must be as before.
        takeOver(after.params(), before.params(), c.slice());
        takeOver(after.state().squareAverage(), before.state().squareAverage(), c.slice());
        takeOver(after.state().gradientAverage(), before.state().gradientAverage(), c.slice());
        takeOver(after.state().momentum(), before.state().momentum(), c.slice());
        if (c.rule().gradientsZeroed()) {
            takeOver(new float[before.grads().length], before.grads(), c.slice());
        }
        Bits.assertSame(before, after);
    }

    private static void takeOver(float[] from, float[] to, Slice slice) {
        if (to.length > 0) {
            System.arraycopy(from, slice.offset(), to, slice.offset(), slice.length());
        }
    }

    @Property
    void theFormWithoutAScaleHasNone(@ForAll("cases") StepCase drawn, @ForAll Backend backend) {
        StepCase c = drawn.ofOneStep(1);
        Buffers expected = c.buffers();
        Oracles.stepwise(c, expected, false);
        Buffers actual = c.buffers();
        c.rule()
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

    /** Where SIMD first goes to a cache line bound: lengths about the least such one, at every phase of a vector. */
    @Example
    void longSlicesStepLikeScalar() {
        for (RmsProp rule : List.of(
                RmsProp.d2l(),
                RmsProp.d2l().withGradientsZeroed(true),
                RmsProp.pytorch().withCentered(true).withMomentum(0.9),
                RmsProp.mxnet())) {
            for (int offset = 0; offset <= 16; offset++) {
                int length = VectorLoop.ALIGNED_FROM - 1 + offset % 3;
                StepCase c = new StepCase(rule, new Slice(offset, length, 5), 1, 0.01, 1, Fill.ORDINARY, offset);
                Bits.assertSame(run(c, Backend.SCALAR, List.of()), run(c, Backend.SIMD, List.of()));
            }
        }
    }

    private static Buffers run(StepCase c, Backend backend, List<Integer> cuts) {
        Buffers buffers = c.buffers();
        c.run(c.rule().kernel(backend), buffers, cuts);
        return buffers;
    }

    private static Buffers run(StepCase c, Loop loop) {
        Buffers buffers = c.buffers();
        c.run(new RmsPropKernel(c.rule(), Serving.fixed(loop, "a loop that is not specialised")), buffers, List.of());
        return buffers;
    }
}
