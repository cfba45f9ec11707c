// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.demo;

import io.github.rmspropsimd.RmsProp;
import io.github.rmspropsimd.RmsPropKernel;
import io.github.rmspropsimd.RmsPropState;
import io.github.rmspropsimd.demo.LinearRegression.Optimizer;
import java.util.Arrays;
import java.util.SplittableRandom;

/** RMSProp twice: written out as the text has it, and by the library. */
final class Optimizers {

    private Optimizers() {}

    static Optimizer fromScratch(int length) {
        float gamma = (float) LinearRegression.DECAY;
        float oneMinusGamma = (float) (1 - LinearRegression.DECAY);
        float eta = (float) LinearRegression.LEARNING_RATE;
        float epsilon = (float) LinearRegression.EPSILON;
        float mean = 1f / LinearRegression.BATCH;
        float[] s = new float[length];
        return (p, grads) -> {
            for (int i = 0; i < p.length; i++) {
                float g = grads[i] * mean;
                s[i] = gamma * s[i] + oneMinusGamma * (g * g);
                p[i] -= eta * g / (float) Math.sqrt(s[i] + epsilon);
                grads[i] = 0;
            }
        };
    }

    /** Whether both give the same bits on many parameters, since the regression has fewer than a vector holds. */
    static boolean agree(RmsPropKernel kernel, int length, int steps) {
        float[] scratchParams = new float[length];
        float[] libraryParams = new float[length];
        Optimizer scratch = fromScratch(length);
        Optimizer library = byTheLibrary(kernel, length);
        SplittableRandom random = new SplittableRandom(length);
        for (int step = 0; step < steps; step++) {
            float[] grads = new float[length];
            for (int i = 0; i < length; i++) {
                grads[i] = (float) random.nextGaussian();
            }
            scratch.step(scratchParams, grads.clone());
            library.step(libraryParams, grads);
        }
        return Arrays.equals(scratchParams, libraryParams);
    }

    static RmsPropKernel kernel() {
        return RmsProp.d2l()
                .withDecay(LinearRegression.DECAY)
                .withEpsilon(LinearRegression.EPSILON)
                .withGradientsZeroed(true)
                .kernel();
    }

    static Optimizer byTheLibrary(RmsPropKernel kernel, int length) {
        RmsPropState state = kernel.rule().newState(length);
        return (params, grads) -> kernel.step(
                params, grads, state, 0, params.length, LinearRegression.LEARNING_RATE, 1.0 / LinearRegression.BATCH);
    }
}
