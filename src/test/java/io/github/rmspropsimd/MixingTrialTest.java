// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the trial makes of times that are known: loops that only advance a clock, one of them less from some length on. */
class MixingTrialTest {

    private static final int NEVER = Integer.MAX_VALUE;

    private long now;

    @ParameterizedTest
    @CsvSource({"0, 0.5, 256", "257, 0.5, 512", "1024, 0.96, 1024", "4096, 0.5, 4096", "4097, 0.5, -1", "0, 0.98, -1"})
    void findsTheLengthFromWhichOnALoopGains(int gainsFrom, double ratio, int found) {
        MixingTrial trial =
                new MixingTrial(RmsProp.d2l(), new Ticking(NEVER, ratio), new Ticking(gainsFrom, ratio), () -> now);
        assertEquals(found, trial.leastLengthThatGains());
    }

    /** A single slow round of either loop decides nothing. */
    @ParameterizedTest
    @CsvSource({"0, 256", "4097, -1"})
    void theFastestRoundsCount(int gainsFrom, int found) {
        Ticking unmixed = new Ticking(NEVER, 0.5);
        Ticking mixed = new Ticking(gainsFrom, 0.5);
        unmixed.disturbed = true;
        mixed.disturbed = true;
        assertEquals(found, new MixingTrial(RmsProp.d2l(), unmixed, mixed, () -> now).leastLengthThatGains());
    }

    /** An element takes a nanosecond, and from some length on a part of that; disturbed, the first step takes long. */
    private final class Ticking extends Loop {

        private final int fasterFrom;
        private final double ratio;
        private boolean disturbed;

        Ticking(int fasterFrom, double ratio) {
            this.fasterFrom = fasterFrom;
            this.ratio = ratio;
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
            now += disturbed ? 1_000_000_000 : length < fasterFrom ? length : Math.round(length * ratio);
            disturbed = false;
        }

        @Override
        Backend backend() {
            return Backend.SIMD;
        }
    }
}
