// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

/** The update as a user would write it: one loop, no checks, the rule's numbers in the source. */
final class PlainLoop {

    static final float DECAY = 0.9f;
    static final float EPSILON = 1e-6f;
    static final float LEARNING_RATE = (float) StepData.LEARNING_RATE;

    private PlainLoop() {}

    static void step(float[] p, float[] grads, float[] s, int n) {
        for (int i = 0; i < n; i++) {
            float g = grads[i];
            s[i] = DECAY * s[i] + (1 - DECAY) * g * g;
            p[i] -= LEARNING_RATE * g / (float) Math.sqrt(s[i] + EPSILON);
        }
    }
}
