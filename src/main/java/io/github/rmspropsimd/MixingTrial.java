// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * Finds out on the processor at hand from which length on a step gains by taking every fourth vector past the divider: the
 * balance of divider and multipliers differs from one to the next. Both loops give the same bits, so that nothing but time
 * hangs on it. Takes some milliseconds. Steps longer than the longest tried, which still lie in cache, are taken to gain
 * if that does; where memory is what they wait for, nothing is lost.
 */
final class MixingTrial {

    /** No length gains. */
    static final int NONE = -1;

    private static final int LONGEST = 4_096;
    private static final int SHORTEST = 256;
    private static final int ELEMENTS_PER_ROUND = 8 * LONGEST;

    /** The fastest counts: what disturbs a round makes it slower. */
    private static final int ROUNDS = 15;

    private static final double GAIN = 0.97;
    private static final double LEARNING_RATE = 1e-3;

    private final RmsPropKernel unmixed;
    private final RmsPropKernel mixed;
    private final float[] params = new float[LONGEST];
    private final float[] grads = new float[LONGEST];
    private final RmsPropState state;

    private final LongSupplier nanoTime;

    MixingTrial(RmsProp rule, Loop unmixed, Loop mixed, LongSupplier nanoTime) {
        String status = "in a trial";
        this.unmixed = new RmsPropKernel(rule, Serving.fixed(unmixed, status));
        this.mixed = new RmsPropKernel(rule, Serving.fixed(mixed, status));
        this.state = rule.newState(LONGEST);
        this.nanoTime = nanoTime;
    }

    /** The shortest such that it and those above it gain, of 4096 and its halves down to 256; or {@link #NONE}. */
    int leastLengthThatGains() {
        int least = NONE;
        for (int length = LONGEST; length >= SHORTEST && gains(length); length /= 2) {
            least = length;
        }
        return least;
    }

    private boolean gains(int length) {
        long before = Long.MAX_VALUE;
        long after = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            before = Math.min(before, nanoseconds(unmixed, length));
            after = Math.min(after, nanoseconds(mixed, length));
        }
        return after < GAIN * before;
    }

    private long nanoseconds(RmsPropKernel kernel, int length) {
        Arrays.fill(grads, 1f); // ordinary numbers, as in Walk
        Arrays.fill(state.squareAverage, 1f);
        long start = nanoTime.getAsLong();
        for (int elements = 0; elements < ELEMENTS_PER_ROUND; elements += length) {
            kernel.step(params, grads, state, 0, length, LEARNING_RATE);
        }
        return nanoTime.getAsLong() - start;
    }
}
