// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

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
            WarmUp.untilItAllocatesNothing(whole);
            assertEquals(0, WarmUp.allocated(whole), "bytes for whole steps of length " + length);
            WarmUp.untilItAllocatesNothing(sliced);
            assertEquals(0, WarmUp.allocated(sliced), "bytes for sliced steps of length " + length);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aWarmLongStepAllocatesNothing(Backend backend) {
        RmsProp rule = RmsProp.d2l();
        RmsPropKernel kernel = rule.kernel(backend);
        float[] params = new float[VectorLoop.ALIGNED_FROM];
        float[] grads = new float[params.length];
        RmsPropState state = rule.newState(params.length);
        WarmUp.untilItAllocatesNothing(() -> kernel.step(params, grads, state, 0, 1_000, 0.01));
        long least = Long.MAX_VALUE;
        for (int step = 0; step < 200; step++) {
            least = Math.min(least, WarmUp.allocatedByOne(() -> kernel.step(params, grads, state, 0.01)));
        }
        assertEquals(0, least, "bytes for the best of 200 steps");
    }

    @Test
    void theCounterCounts() {
        assertNotEquals(0, WarmUp.allocated(() -> sink = new float[8]));
    }
}
