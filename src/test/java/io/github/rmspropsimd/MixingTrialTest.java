// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the trial makes of times that are known: loops that only wait, one of them less from some length on. */
class MixingTrialTest {

    private static final int NEVER = Integer.MAX_VALUE;

    @ParameterizedTest
    @CsvSource({"0, 256", "257, 512", "1024, 1024", "4096, 4096", "4097, -1"})
    void findsTheLengthFromWhichOnALoopGains(int gainsFrom, int found) {
        RmsProp rule = RmsProp.d2l();
        assertEquals(found, new MixingTrial(rule, new Waiting(NEVER), new Waiting(gainsFrom)).leastLengthThatGains());
    }

    /** A step takes 40 µs, and from some length on 20 µs. */
    private static final class Waiting extends Loop {

        private final int fasterFrom;

        Waiting(int fasterFrom) {
            this.fasterFrom = fasterFrom;
        }

        @Override
        void step(
                float[] params,
                float[] grads,
                RmsPropState state,
                int offset,
                int length,
                Coefficients coefficients,
                float learningRate,
                float gradientScale) {
            long end = System.nanoTime() + (length < fasterFrom ? 40_000 : 20_000);
            while (System.nanoTime() - end < 0) {
                Thread.onSpinWait();
            }
        }

        @Override
        Backend backend() {
            return Backend.SIMD;
        }
    }
}
