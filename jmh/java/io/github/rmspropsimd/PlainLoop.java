// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import io.github.rmspropsimd.internal.loop.Coefficients;
import io.github.rmspropsimd.internal.loop.Loop;
import io.github.rmspropsimd.internal.loop.StateBuffers;
import io.github.rmspropsimd.internal.warmup.LoopSelector;

/** The plain update as a user would write it, and the same behind the argument checks of a kernel. */
final class PlainLoop extends Loop {

    static RmsPropKernel kernel(RmsProp rule) {
        return new RmsPropKernel(rule, LoopSelector.fixed(new PlainLoop(), "the plain loop"));
    }

    /** The one that has its numbers in the source. */
    static void step(float[] p, float[] grads, float[] s, int offset, int n) {
        for (int i = offset; i < offset + n; i++) {
            float g = grads[i];
            s[i] = StepData.DECAY * s[i] + (1 - StepData.DECAY) * g * g;
            p[i] -= (float) StepData.LEARNING_RATE * g / (float) Math.sqrt(s[i] + StepData.EPSILON);
        }
    }

    @Override
    public void step(
            float[] p,
            int offset,
            float[] grads,
            int gradsOffset,
            int length,
            StateBuffers state,
            Coefficients coefficients,
            float learningRate,
            float gradientScale) {
        float[] s = state.squareAverage();
        float decay = coefficients.decay();
        float oneMinusDecay = coefficients.oneMinusDecay();
        float epsilon = coefficients.epsilon();
        for (int i = offset; i < offset + length; i++) {
            float g = grads[i] * gradientScale;
            s[i] = decay * s[i] + oneMinusDecay * g * g;
            p[i] -= learningRate * g / (float) Math.sqrt(s[i] + epsilon);
        }
    }
}
