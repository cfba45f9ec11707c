// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import static io.github.rmspropsimd.StepCase.Buffers;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.github.rmspropsimd.StepCase.Slice;
import io.github.rmspropsimd.internal.loop.Loop;
import io.github.rmspropsimd.internal.loop.MaskedTails;
import io.github.rmspropsimd.internal.loop.ScalarLoop;
import io.github.rmspropsimd.internal.loop.Variant;
import io.github.rmspropsimd.internal.loop.VectorLoop;
import io.github.rmspropsimd.internal.warmup.LoopSelector;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
        Variant variant = c.rule().variant;

        Bits.assertSame(specialised, run(c, new ScalarLoop(variant)));
        Bits.assertSame(specialised, run(c, new VectorLoop(variant, new ScalarLoop(variant), new ScalarLoop(variant))));
    }

    /** Masked tails give the same bits wherever they run, though they are chosen with 512-bit lanes only. */
    @Property
    void maskedTailsStepLikeScalar(@ForAll("cases") StepCase c) {
        Buffers expected = run(c, Backend.SCALAR, List.of());
        Variant variant = c.rule().variant;

        Bits.assertSame(expected, run(c, MaskedTails.loop(variant)));
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

    /** With 512-bit lanes such a step is cut in two, so that its vectors are cache lines. */
    @Example
    void aLongStepHasTheSameBits() {
        assertArrayEquals(bitsOfLongSteps(Backend.SCALAR), bitsOfLongSteps(Backend.SIMD));
    }

    private static int[] bitsOfLongSteps(Backend backend) {
        RmsProp rule = RmsProp.d2l().withMomentum(0.9).withGradientsZeroed(true);
        float[] params = new float[150_000];
        float[] grads = new float[160_000];
        RmsPropState state = rule.newState(params.length);
        SplittableRandom random = new SplittableRandom(1);
        for (int step = 0; step < 3; step++) {
            for (int i = 0; i < grads.length; i++) {
                grads[i] = (float) random.nextDouble(-1, 1);
            }
            rule.kernel(backend).step(params, 5, grads, 9, state, 140_007, 0.01, 0.5);
        }
        return Stream.of(params, grads, state.squareAverage(), state.momentum())
                .flatMapToInt(array -> IntStream.range(0, array.length).map(i -> Float.floatToRawIntBits(array[i])))
                .toArray();
    }

    private static Buffers run(StepCase c, Backend backend, List<Integer> cuts) {
        Buffers buffers = c.buffers();
        c.run(c.rule().kernel(backend), buffers, cuts);
        return buffers;
    }

    private static Buffers run(StepCase c, Loop loop) {
        Buffers buffers = c.buffers();
        c.run(
                new RmsPropKernel(c.rule(), LoopSelector.fixed(loop, "a loop that is not specialised")),
                buffers,
                List.of());
        return buffers;
    }
}
