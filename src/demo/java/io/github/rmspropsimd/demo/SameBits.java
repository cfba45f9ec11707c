// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.demo;

import io.github.rmspropsimd.RmsPropKernel;
import io.github.rmspropsimd.RmsPropState;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Compares the formula written out with the library where it uses vectors: the regression's six parameters fill none. */
final class SameBits {

    private SameBits() {}

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
