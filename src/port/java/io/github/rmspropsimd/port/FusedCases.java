// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import io.github.rmspropsimd.RmsProp;
import java.util.Arrays;
import java.util.List;

/**
 * Sums that lie so near to the middle between two floats that in double they seem to be the middle. An {@code fma} that is
 * computed in double and rounded twice is wrong there, in every element of these cases.
 *
 * <p>The product is {@code (1 + u)(1 - u) = 1 - u²} for u = 2^-23, up to a power of 2, and half a unit in the last place of
 * the sum's other operand. There is no such case for {@code fma(-a, a, s)}: no square of a float is so near to that half,
 * but where the variance is negative.
 */
final class FusedCases {

    private static final float ABOVE = Math.nextUp(1f);
    private static final float BELOW = 2 * Math.nextDown(1f) - 1; // 1 - 2^-23

    /** One vector of 16 and the longest tail behind it. */
    private static final int LENGTH = 31;

    private static final RmsProp PLAIN = RmsProp.pytorch();

    private FusedCases() {}

    static List<PortCase> all() {
        return List.of(inWeightDecay(), inSquareAverage(), inGradientAverage(), inParams());
    }

    /** The odd multiples of a unit in the last place are those whose neighbour is even. */
    private static float odd(int i) {
        return 1 + (2 * (i % 5) + 1) * Math.ulp(1f);
    }

    private static float sign(int i) {
        return i % 2 == 0 ? 1 : -1;
    }

    private static CaseBuilder build(String name, RmsProp rule) {
        return new CaseBuilder("pytorch", name, rule, LENGTH + 2, Fill.ORDINARY).slice(1, LENGTH);
    }

    /** {@code g = fma(weightDecay, p, g)} */
    private static PortCase inWeightDecay() {
        CaseBuilder builder = build("fused-weightDecay", PLAIN.withWeightDecay(ABOVE));
        float[] params = new float[LENGTH + 2];
        float[] grads = new float[LENGTH + 2];
        for (int i = 0; i < grads.length; i++) {
            float scale = Math.scalb(sign(i), -i % 7);
            grads[i] = odd(i / 2) * scale;
            params[i] = Math.scalb(BELOW * scale, -24);
        }
        return builder.given(Buffer.PARAMS, params).stepOn(grads).build();
    }

    /** {@code s = fma(oneMinusDecay * g, g, decay * s)}: a decay by which (1 - decay) * g is 1 + 2^-23. */
    private static PortCase inSquareAverage() {
        float gradient = 2 * BELOW;
        float oneMinusDecay = ABOVE / gradient;
        float decay = (float) (1 - (double) oneMinusDecay);
        require(oneMinusDecay * gradient == ABOVE);
        CaseBuilder builder = build("fused-squareAverage", PLAIN.withDecay(1 - (double) oneMinusDecay));
        float[] squares = new float[LENGTH + 2];
        float[] grads = new float[LENGTH + 2];
        for (int i = 0; i < grads.length; i++) {
            int exponent = -12 - i % 7;
            grads[i] = Math.scalb(gradient * sign(i), exponent);
            float middle = Math.scalb(1f, 25 + 2 * exponent); // the product is half its unit
            squares[i] = factor(decay, middle, i);
        }
        return builder.given(Buffer.SQUARE_AVERAGE, squares).stepOn(grads).build();
    }

    /** What times decay is an odd multiple of the unit. */
    private static float factor(float decay, float scale, int i) {
        for (int j = i; ; j++) {
            float product = odd(0) + 2 * j * Math.ulp(1f);
            float quotient = product / decay;
            for (float each : new float[] {Math.nextDown(quotient), quotient, Math.nextUp(quotient)}) {
                if (decay * each == product) {
                    return each * scale;
                }
            }
        }
    }

    /** {@code a = fma(oneMinusDecay, g, decay * a)}: 1 - decay is 1 - 2^-23. */
    private static PortCase inGradientAverage() {
        CaseBuilder builder =
                build("fused-gradientAverage", PLAIN.withCentered(true).withDecay(Math.scalb(1.0, -23)));
        float[] averages = new float[LENGTH + 2];
        float[] grads = new float[LENGTH + 2];
        for (int i = 0; i < grads.length; i++) {
            float scale = Math.scalb(sign(i), -30 - i % 7);
            grads[i] = ABOVE * scale;
            averages[i] = odd(i / 2) * Math.scalb(scale, 24 + 23);
        }
        return builder.given(Buffer.GRADIENT_AVERAGE, averages)
                .given(Buffer.SQUARE_AVERAGE, filled(1))
                .stepOn(grads)
                .build();
    }

    /** {@code p = fma(-learningRate, m, p)} */
    private static PortCase inParams() {
        CaseBuilder builder = build("fused-params", PLAIN.withMomentum(0.5));
        float[] params = new float[LENGTH + 2];
        float[] momentum = new float[LENGTH + 2];
        for (int i = 0; i < params.length; i++) {
            float scale = Math.scalb(sign(i), -i % 7);
            params[i] = odd(i / 2) * scale;
            momentum[i] = Math.scalb(BELOW * scale, -23); // half of it is left
        }
        return builder.given(Buffer.PARAMS, params)
                .given(Buffer.SQUARE_AVERAGE, filled(1))
                .given(Buffer.MOMENTUM_BUFFER, momentum)
                .learningRate(-ABOVE)
                .stepOn(filled(0))
                .build();
    }

    private static float[] filled(float value) {
        float[] row = new float[LENGTH + 2];
        Arrays.fill(row, value);
        return row;
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new IllegalStateException("the numbers of these cases are not as designed");
        }
    }
}
