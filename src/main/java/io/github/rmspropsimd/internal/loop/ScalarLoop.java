// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.internal.loop;

import java.lang.invoke.MethodHandles;

/**
 * The reference: this loop is the specification of the update in every variant, and every other loop gives its bits. Each
 * operation is rounded to float on its own; only {@code fma} rounds a product and a sum together.
 *
 * <p>Plain {@link OperationOrder#D2L} with every switch off comes down to
 *
 * <pre>{@code
 * s = decay * s + oneMinusDecay * (g * g)
 * p = p - (learningRate * g) / sqrt(s + epsilon)
 * }</pre>
 */
public final class ScalarLoop extends Loop {

    private static final Specialiser.ClassData DATA = Specialiser.classData(MethodHandles.lookup());
    private static final Variant CONSTANT = DATA != null ? DATA.variant : null;

    /** C2 vectorises this loop only if all arrays have one index: six times the speed of long steps. */
    private static final boolean ONE_OFFSET = DATA != null && !DATA.second;

    static {
        if (DATA != null) {
            DATA.loop = new ScalarLoop(CONSTANT);
        }
    }

    private final Variant variant;

    /** Made when first needed; null until then, and in classes that take any two offsets. */
    private Loop twoOffsets;

    public ScalarLoop(Variant variant) {
        this.variant = variant;
    }

    @Override
    public void step(
            float[] params,
            int offset,
            float[] grads,
            int gradsOffset,
            int length,
            StateBuffers state,
            Coefficients coefficients,
            float learningRate,
            float gradientScale) {
        if (ONE_OFFSET && gradsOffset != offset) {
            twoOffsets()
                    .step(params, offset, grads, gradsOffset, length, state, coefficients, learningRate, gradientScale);
            return;
        }
        Variant variant = CONSTANT != null ? CONSTANT : this.variant;
        boolean libtorch = variant.order() == OperationOrder.LIBTORCH;
        boolean tensorflow = variant.order() == OperationOrder.TENSORFLOW;
        boolean mxnet = variant.order() == OperationOrder.MXNET;
        boolean optax = variant.order() == OperationOrder.OPTAX;
        boolean centered = variant.centered();
        boolean learningRateInMomentum = variant.learningRateInMomentum();

        float[] squareAverage = state.squareAverage();
        float[] gradientAverage = state.gradientAverage();
        float[] momentumBuffer = state.momentum();

        float decay = coefficients.decay();
        float oneMinusDecay = coefficients.oneMinusDecay();
        float epsilon = coefficients.epsilon();
        float momentum = coefficients.momentum();
        float weightDecay = coefficients.weightDecay();
        float decoupledWeightDecay = coefficients.decoupledWeightDecay();
        int shift = ONE_OFFSET ? 0 : gradsOffset - offset;
        int end = offset + length;

        for (int i = offset; i < end; i++) {
            float p = params[i];
            float s = squareAverage[i];
            float g = grads[i + shift] * gradientScale;
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
                    // NaN stays NaN. With a comparison instead, C2 does not vectorise this loop: 6 times the time.
                    v = Math.max(v, 0f);
                }
                gradientAverage[i] = a;
            }
            // The root of a float, computed in double and rounded to float, is correctly rounded.
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
                grads[i + shift] = 0f;
            }
        }
    }

    private Loop twoOffsets() {
        if (twoOffsets == null) {
            twoOffsets = LoopCache.newScalar(variant, true); // two threads may make two: no harm
        }
        return twoOffsets;
    }
}
