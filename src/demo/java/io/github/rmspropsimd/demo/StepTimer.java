// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.demo;

import io.github.rmspropsimd.RmsPropKernel;
import io.github.rmspropsimd.RmsPropState;
import java.util.SplittableRandom;

/** Times a warm kernel: the best of some short rounds. */
final class StepTimer {

    static final int ROUNDS = 25;

    private static final long ROUND_NANOSECONDS = 10_000_000;
    private static final int WARM_ROUNDS = 15;

    private StepTimer() {}

    static double nanosecondsPerElement(RmsPropKernel kernel, int n) {
        SplittableRandom random = new SplittableRandom(n);
        float[] params = new float[n];
        float[] grads = new float[n];
        for (int i = 0; i < n; i++) {
            params[i] = (float) random.nextGaussian();
            grads[i] = (float) random.nextGaussian();
        }
        RmsPropState state = kernel.rule().newState(n);
        double best = Double.POSITIVE_INFINITY;
        for (int round = 0; round < WARM_ROUNDS + ROUNDS; round++) {
            long start = System.nanoTime();
            long end;
            long steps = 0;
            do {
                steps += repeat(kernel, params, grads, state, n);
                end = System.nanoTime();
            } while (end - start < ROUND_NANOSECONDS);
            if (round >= WARM_ROUNDS) {
                best = Math.min(best, (double) (end - start) / steps / n);
            }
        }
        return best;
    }

    /** As many steps as make reading the clock cheap beside them. */
    private static int repeat(RmsPropKernel kernel, float[] params, float[] grads, RmsPropState state, int n) {
        int steps = 1 + 100_000 / n;
        for (int step = 0; step < steps; step++) {
            kernel.step(params, grads, state, 1e-6);
        }
        return steps;
    }
}
