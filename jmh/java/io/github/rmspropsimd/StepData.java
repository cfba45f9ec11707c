// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import java.util.Arrays;
import java.util.SplittableRandom;

/** The arrays that the arms of a benchmark step on, and the checks that they did. */
final class StepData {

    static final RmsProp RULE = RmsProp.d2l();

    /** So small that the parameters stay small over billions of steps. */
    static final double LEARNING_RATE = 1e-9;

    private static final int PAGE = 4096;
    private static final int HEADER = 16;
    private static final int THIRD = 1344;

    final int n;
    final float[] params;
    final float[] grads;
    final RmsPropState state;

    /**
     * Makes arrays for n elements, and lets the collector move them to where they stay: one after the other, a third of a
     * page apart modulo 4 KiB. A load waits for an earlier store to another array if the low 12 bits of both addresses
     * agree. G1 puts arrays of half a region and more at the start of a region, so these always agree.
     */
    StepData(int n) {
        int padding = (int) Math.floorMod(THIRD - HEADER - Float.BYTES * (long) n, (long) PAGE) / Float.BYTES;
        this.n = n;
        params = new float[n + padding];
        grads = new float[n + padding];
        state = RULE.newState(n + padding);
        SplittableRandom random = new SplittableRandom(n);
        for (int i = 0; i < n; i++) {
            grads[i] = (0.5f + random.nextFloat()) * (random.nextBoolean() ? 1 : -1);
        }
        System.gc();
    }

    /** Back to the start, before each iteration: after millions of steps a parameter stands still, and would show nothing. */
    void restart() {
        Arrays.fill(params, 0);
        Arrays.fill(state.squareAverage(), 0);
    }

    /**
     * Works for any number of steps. The parameters start at 0, the gradients stay and are large against ε. So s/g² is one
     * number for all elements, between 0 and 1, and so is −p·sign(g), above 0. An element that was left out, or stepped on
     * twice, stands out. The padding stays 0.
     */
    void check() {
        float[] s = state.squareAverage();
        double fraction = s[0] / ((double) grads[0] * grads[0]);
        double way = -params[0] * Math.signum(grads[0]);
        check(fraction > 0 && fraction < 1.001 && way > 0, 0);
        for (int i = 0; i < params.length; i++) {
            if (i >= n) {
                check(params[i] == 0 && s[i] == 0, i);
            } else {
                double square = (double) grads[i] * grads[i];
                check(Math.abs(s[i] / square - fraction) < 1e-4, i);
                check(Math.abs(-params[i] * Math.signum(grads[i]) / way - 1) < 1e-3, i);
            }
        }
    }

    /** After loads and stores alone, p ← p/2 + g and s ← s/2 + g, any number of times: both go from 0 to twice the gradient. */
    void checkMoved() {
        for (int i = 0; i < n; i++) {
            check(Math.abs(params[i] / grads[i] - 1.5) <= 0.5 && params[i] == state.squareAverage()[i], i);
        }
    }

    private void check(boolean good, int i) {
        if (!good) {
            throw new IllegalStateException("wrong result at element " + i + " of " + n + ": p = " + params[i]
                    + ", g = " + grads[i] + ", s = " + state.squareAverage()[i]);
        }
    }
}
