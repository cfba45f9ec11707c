// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import java.util.Arrays;
import java.util.SplittableRandom;

/** What the arms of a benchmark step on, and the check that they did. */
final class StepData {

    static final RmsProp RULE = RmsProp.d2l();

    /** The rule's numbers. */
    static final float DECAY = 0.9f;

    static final float EPSILON = 1e-6f;

    /** Of steps that are taken to have the code of long ones compiled. */
    static final int SHORT = 1_008;

    static final int CALLS_UNTIL_COMPILED = 20_000;

    /** So small that the parameters stay small over billions of steps. */
    static final double LEARNING_RATE = 1e-9;

    final int offset;
    final int n;
    final float[] params;
    final float[] grads;
    final RmsPropState state;

    /** Makes arrays for n elements after the offset, and has the collector move them to where they stay. */
    StepData(int offset, int n, Layout layout) {
        int length = layout.lengthFor(offset + n);
        this.offset = offset;
        this.n = n;
        params = new float[length];
        grads = new float[length];
        state = RULE.newState(length);
        SplittableRandom random = new SplittableRandom(n);
        for (int i = offset; i < offset + n; i++) {
            grads[i] = (0.5f + random.nextFloat()) * (random.nextBoolean() ? 1 : -1);
        }
        System.gc();
    }

    /** Back to the start, before each iteration: after millions of steps a parameter rests, and would show nothing. */
    void restart() {
        Arrays.fill(params, 0);
        Arrays.fill(state.squareAverage(), 0);
    }

    /**
     * Whatever the number of steps: with parameters that start at 0 and gradients that stay and are large against ε, all
     * of s/g² are equal and between 0 and 1, and all of −p·sign(g) are equal and above 0. An element that was left out, or
     * stepped on twice, stands out. Outside of the slice all stays 0.
     */
    void check() {
        float[] squareAverage = state.squareAverage();
        double fraction = squareAverage[offset] / ((double) grads[offset] * grads[offset]);
        double way = -params[offset] * Math.signum(grads[offset]);
        check(fraction > 0 && fraction < 1.001 && way > 0, offset);
        for (int i = 0; i < params.length; i++) {
            if (i < offset || i >= offset + n) {
                check(params[i] == 0 && squareAverage[i] == 0, i);
            } else {
                double square = (double) grads[i] * grads[i];
                check(Math.abs(squareAverage[i] / square - fraction) < 1e-4, i);
                check(Math.abs(-params[i] * Math.signum(grads[i]) / way - 1) < 1e-3, i);
            }
        }
    }

    private void check(boolean good, int i) {
        if (!good) {
            throw new IllegalStateException(
                    "element " + i + " of " + n + " from " + offset + " was not stepped on as it should: p = "
                            + params[i] + ", g = " + grads[i] + ", s = " + state.squareAverage()[i]);
        }
    }
}
