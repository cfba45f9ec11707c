// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import java.lang.invoke.MethodHandles;

/**
 * The reference: this loop is the specification of the update in every variant, and every other one gives its bits.
 * Each operation is rounded to float on its own; {@code fma} alone rounds a product and a sum together.
 *
 * <p>With plain {@link Arithmetic#D2L} and no switch on, what remains of it is
 *
 * <pre>{@code
 * s = decay * s + oneMinusDecay * (g * g)
 * p = p - (learningRate * g) / sqrt(s + epsilon)
 * }</pre>
 */
final class ScalarLoop extends Loop {

    private static final Specialiser.Order ORDER = Specialiser.orderOf(MethodHandles.lookup());
    private static final Variant CONSTANT = ORDER != null ? ORDER.variant : null;

    static {
        if (ORDER != null) {
            ORDER.loop = new ScalarLoop(CONSTANT);
        }
    }

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
        boolean libtorch = variant.arithmetic() == Arithmetic.LIBTORCH;
        boolean tensorflow = variant.arithmetic() == Arithmetic.TENSORFLOW;
        boolean mxnet = variant.arithmetic() == Arithmetic.MXNET;
        boolean optax = variant.arithmetic() == Arithmetic.OPTAX;
        boolean centered = variant.centered();
        boolean learningRateInMomentum = variant.learningRateInMomentum();

        float[] squareAverage = state.squareAverage;
        float[] gradientAverage = state.gradientAverage;
        float[] momentumBuffer = state.momentum;
        float decay = coefficients.decay();
        float oneMinusDecay = coefficients.oneMinusDecay();
        float epsilon = coefficients.epsilon();
        float momentum = coefficients.momentum();
        float weightDecay = coefficients.weightDecay();
        float decoupledWeightDecay = coefficients.decoupledWeightDecay();
        int end = offset + length;

        for (int i = offset; i < end; i++) {
            float p = params[i];
            float s = squareAverage[i];
            float g = grads[i] * gradientScale;
            if (variant.maximize()) {
                g = -g;
            }
            if (variant.weightDecay()) {
                g = libtorch ? Math.fma(weightDecay, p, g) : g + weightDecay * p;
            }
            if (variant.decoupledWeightDecay()) {
                p = p - (p * decoupledWeightDecay) * learningRate;
            }

            if (libtorch) {
                s = Math.fma(oneMinusDecay * g, g, decay * s);
            } else if (tensorflow) {
                s = s + (g * g - s) * oneMinusDecay;
            } else if (mxnet && centered) {
                s = decay * s + (oneMinusDecay * g) * g;
            } else {
                s = decay * s + oneMinusDecay * (g * g);
            }
            squareAverage[i] = s;

            float v = s;
            if (centered) {
                float a = gradientAverage[i];
                if (libtorch) {
                    a = Math.fma(oneMinusDecay, g, decay * a);
                    v = Math.fma(-a, a, s);
                } else if (tensorflow) {
                    a = a + (g - a) * oneMinusDecay;
                    v = s - a * a;
                } else {
                    a = decay * a + oneMinusDecay * g;
                    v = s - a * a;
                }
                if (variant.varianceClamped()) {
                    // NaN stays NaN. With a comparison instead C2 makes no vectors of this loop: 6 times as long.
                    v = Math.max(v, 0f);
                }
                gradientAverage[i] = a;
            }
            // The root of a float taken in double and rounded to float is the correctly rounded root.
            float d = variant.epsilonInsideRoot() ? (float) Math.sqrt(v + epsilon) : (float) Math.sqrt(v) + epsilon;

            float u;
            if (!learningRateInMomentum) {
                u = g / d;
            } else if (optax) {
                u = -(learningRate * ((1f / d) * g));
            } else if (mxnet && centered) {
                u = -((learningRate * g) / d);
            } else if (mxnet) {
                u = -(learningRate * (g / d));
            } else {
                u = (learningRate * g) / d;
            }
            if (variant.momentum()) {
                float m = momentum * momentumBuffer[i] + u;
                u = variant.nesterov() ? momentum * m + u : m;
                momentumBuffer[i] = m;
            }

            if (mxnet || optax) {
                p = p + u;
            } else if (learningRateInMomentum) {
                p = p - u;
            } else if (libtorch) {
                p = Math.fma(-learningRate, u, p);
            } else {
                p = p - learningRate * u;
            }
            params[i] = p;
            if (variant.gradientsZeroed()) {
                grads[i] = 0f;
            }
        }
    }

    @Override
    Backend backend() {
        return Backend.SCALAR;
    }
}
