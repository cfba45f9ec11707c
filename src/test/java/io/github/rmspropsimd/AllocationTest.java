// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rmspropsimd.internal.loop.LoopCache;
import io.github.rmspropsimd.internal.loop.MaskedTails;
import io.github.rmspropsimd.internal.warmup.LoopSelector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A warm step allocates nothing on the caller's thread. */
class AllocationTest {

    private static Object sink;

    @ParameterizedTest
    @CsvSource({"SCALAR, false", "SCALAR, true", "SIMD, false", "SIMD, true"})
    void aWarmStepAllocatesNothing(Backend backend, boolean zeroed) {
        RmsProp rule = RmsProp.d2l().withGradientsZeroed(zeroed);
        RmsPropKernel kernel = rule.kernel(backend);
        for (int length : new int[] {0, 1, 7, 15, 16, 31, 33, 64, 100, 1_000}) {
            float[] params = new float[length];
            float[] grads = new float[length];
            RmsPropState state = rule.newState(length);
            Runnable whole = () -> kernel.step(params, grads, state, 0.01);
            Runnable sliced = () -> {
                int middle = length / 3;
                kernel.step(params, grads, state, 0, middle, 0.01);
                kernel.step(params, grads, state, middle, length - middle, 0.01, 0.5);
            };
            Repeat.untilItAllocatesNothing(whole);
            assertEquals(0, Repeat.allocated(whole), "bytes for whole steps of length " + length);
            Repeat.untilItAllocatesNothing(sliced);
            assertEquals(0, Repeat.allocated(sliced), "bytes for sliced steps of length " + length);
        }
    }

    /** The walk over all presets and all pairs of switches: a loop that C2 gives up on boxes its vectors, and allocates. */
    @ParameterizedTest
    @EnumSource
    void aWarmStepOfAnyRuleAllocatesNothing(Backend backend) {
        List<RmsProp> rules = RuleSpace.pairs();
        assertTrue(rules.size() > 90, () -> "only " + rules.size() + " rules");
        Map<RmsProp, Long> allocated = new LinkedHashMap<>();
        for (RmsProp rule : rules) {
            Runnable step = steps(rule.kernel(backend), 203);
            Repeat.untilItAllocatesNothing(step);
            long bytes = Repeat.allocated(step);
            if (bytes != 0) {
                allocated.put(rule, bytes);
            }
        }
        assertEquals(Map.of(), allocated, "bytes in 2,000 steps");
    }

    /** Eight kernels of different variants, called from one place, which thus has a profile of all their loops. */
    @ParameterizedTest
    @EnumSource
    void manyRulesInTurnAllocateNothing(Backend backend) {
        List<RmsProp> rules = List.of(
                RmsProp.d2l(),
                RmsProp.pytorch(),
                RmsProp.pytorch().withCentered(true).withMomentum(0.9),
                RmsProp.tensorflow(),
                RmsProp.keras().withMomentum(0.9),
                RmsProp.optax().withCentered(true),
                RmsProp.nd4j(),
                RmsProp.mxnet().withCentered(true));
        List<Runnable> steps =
                rules.stream().map(rule -> steps(rule.kernel(backend), 203)).toList();
        assertEquals(8, rules.stream().map(rule -> rule.variant).distinct().count());
        Runnable round = () -> {
            for (int i = 0; i < steps.size(); i++) {
                steps.get(i).run();
            }
        };
        Repeat.untilItAllocatesNothing(round);
        assertEquals(0, Repeat.allocated(round), "bytes in 2,000 rounds");
    }

    /** C2 has masked vectors of 8 lanes and more, from JDK 25 on without boxing. */
    @Test
    void maskedTailsAllocateNothing() {
        Assumptions.assumeTrue(
                LoopCache.lanes() >= 8 && Runtime.version().feature() >= 25, "masks are not compiled here");
        for (RmsProp rule : List.of(
                RmsProp.d2l(),
                RmsProp.pytorch().withCentered(true).withMomentum(0.9),
                RmsProp.d2l().withCentered(true).withGradientsZeroed(true))) {
            LoopSelector selector = LoopSelector.fixed(MaskedTails.loop(rule.variant), "with masked tails");
            Runnable step = steps(new RmsPropKernel(rule, selector), 203);
            Repeat.untilItAllocatesNothing(step);
            assertEquals(0, Repeat.allocated(step), () -> "bytes in 2,000 steps of " + rule);
        }
    }

    @ParameterizedTest
    @EnumSource
    void warmRowsAllocateNothing(Backend backend) {
        RmsProp rule = RmsProp.d2l();
        RmsPropKernel kernel = rule.kernel(backend);
        float[] params = new float[100 * 65];
        RmsPropState state = rule.newState(params.length);
        int[] rows = {3, 99, 0, 3, 50};
        for (int rowLength : new int[] {1, 8, 16, 65}) {
            float[] grads = new float[rows.length * rowLength];
            Runnable step = () -> {
                kernel.stepRows(params, grads, state, rows, rows.length, rowLength, 0.01, 1);
                kernel.step(params, 7, grads, 0, state, rowLength, 0.01, 1);
            };
            Repeat.untilItAllocatesNothing(step);
            assertEquals(0, Repeat.allocated(step), "bytes for rows of " + rowLength);
        }
    }

    /** A whole step, and a step in two slices with a gradient scale. */
    private static Runnable steps(RmsPropKernel kernel, int length) {
        float[] params = new float[length];
        float[] grads = new float[length];
        RmsPropState state = kernel.rule().newState(length);
        return () -> {
            kernel.step(params, grads, state, 0.01);
            kernel.step(params, grads, state, 0, 67, 0.01, 0.5);
            kernel.step(params, grads, state, 67, length - 67, 0.01, 0.5);
        };
    }

    @ParameterizedTest
    @EnumSource
    void aWarmLongStepAllocatesNothing(Backend backend) {
        RmsProp rule = RmsProp.d2l();
        RmsPropKernel kernel = rule.kernel(backend);
        float[] params = new float[1 << 20];
        float[] grads = new float[params.length];
        RmsPropState state = rule.newState(params.length);
        Repeat.untilItAllocatesNothing(() -> kernel.step(params, grads, state, 0, 1_000, 0.01));
        long least = Long.MAX_VALUE;
        for (int step = 0; step < 200; step++) {
            least = Math.min(least, Repeat.allocatedByOne(() -> kernel.step(params, grads, state, 0.01)));
        }
        assertEquals(0, least, "bytes for the best of 200 steps");
    }

    @Test
    void theCounterCounts() {
        assertNotEquals(0, Repeat.allocated(() -> sink = new float[8]));
    }
}
