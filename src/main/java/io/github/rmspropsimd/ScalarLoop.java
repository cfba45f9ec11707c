// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import java.lang.invoke.MethodHandles;

/**
 * The reference: this loop is the specification of the update, and every other one gives its bits. Each operation is
 * rounded to float on its own; none is fused with another.
 */
final class ScalarLoop extends Loop {

    private static final Variant CONSTANT = Specialiser.variantOf(MethodHandles.lookup());

    private final Variant variant;

    ScalarLoop(Variant variant) {
        this.variant = variant;
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
        Variant variant = CONSTANT != null ? CONSTANT : this.variant;
        float[] squareAverage = state.squareAverage;
        float decay = coefficients.decay();
        float oneMinusDecay = coefficients.oneMinusDecay();
        float epsilon = coefficients.epsilon();
        int end = offset + length;

        for (int i = offset; i < end; i++) {
            float g = grads[i] * gradientScale;
            float s = decay * squareAverage[i] + oneMinusDecay * (g * g);
            // The root of a float taken in double and rounded to float is the correctly rounded root.
            float p = params[i] - (learningRate * g) / (float) Math.sqrt(s + epsilon);

            squareAverage[i] = s;
            params[i] = p;
            if (variant.gradientsZeroed()) {
                grads[i] = 0f;
            }
        }
    }
}
