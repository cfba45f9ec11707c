// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.demo;

import io.github.rmspropsimd.Backend;
import io.github.rmspropsimd.RmsProp;
import io.github.rmspropsimd.RmsPropKernel;
import io.github.rmspropsimd.RmsPropState;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Compares the formula written out with the library's rule of the text, bit for bit. */
final class SameBits {

    static final RmsProp RULE = RmsProp.d2l().withGradientsZeroed(true);

    private static final int MANY_PARAMETERS = 10_007;
    private static final int MANY_STEPS = 100;

    private SameBits() {}

    static void check(Lab lab, LinearRegression regression) {
        for (Backend backend : Backend.values()) {
            if (backend.isAvailable()) {
                RmsPropKernel kernel = RULE.kernel(backend);
                if (!onTheRegression(kernel, regression, lab.seed())
                        || !onManyParameters(kernel, MANY_PARAMETERS, MANY_STEPS)) {
                    throw new IllegalStateException(backend + " and the formula written out give different bits");
                }
            }
        }
        lab.print(
                "from scratch and by RmsProp.d2l(): the same bits, here and on %,d parameters over %d steps",
                MANY_PARAMETERS, MANY_STEPS);
    }

    static boolean onTheRegression(RmsPropKernel kernel, LinearRegression regression, long seed) {
        return Arrays.equals(
                Scratch.train(regression, seed, (params, batches) -> {}),
                Concise.train(kernel, 1, regression, seed, (params, batches) -> {}));
    }

    /** Where SIMD uses vectors: the regression's six parameters fill none. */
    static boolean onManyParameters(RmsPropKernel kernel, int length, int steps) {
        SplittableRandom random = new SplittableRandom(length);
        float[] scratch = new float[length];
        float[] average = new float[length];
        float[] params = new float[length];
        RmsPropState state = kernel.rule().newState(length);
        for (int step = 0; step < steps; step++) {
            float[] grads = new float[length];
            for (int i = 0; i < length; i++) {
                grads[i] = (float) random.nextGaussian();
            }
            Scratch.rmsprop(scratch, grads.clone(), average, 1);
            kernel.step(params, grads, state, 0.01);
        }
        return Arrays.equals(scratch, params) && Arrays.equals(average, state.squareAverage());
    }
}
