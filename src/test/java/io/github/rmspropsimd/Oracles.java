// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import static io.github.rmspropsimd.StepCase.Buffers;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * The update once more, sharing no code with the library: operation by operation, and as one formula in real numbers.
 */
final class Oracles {

    private Oracles() {}

    /**
     * Takes one step, every operation in double and then rounded to float. Rounding twice is harmless here: double has more
     * than 2·24 + 2 significand bits, with which one addition, multiplication, division or square root of floats, rounded
     * to double and then to float, is the correctly rounded one (Figueroa, "When is double rounding innocuous?", 1995).
     * A fused multiply-add, another order of factors or ε outside the root would give other bits.
     */
    static void stepwise(StepCase c, Buffers buffers, boolean scaled) {
        double gamma = (float) c.rule().decay();
        double oneMinusGamma = (float) (1 - c.rule().decay());
        double epsilon = (float) c.rule().epsilon();
        double rate = (float) c.learningRate();
        double scale = (float) c.gradientScale();
        float[] average = buffers.state().squareAverage();
        for (int i = c.slice().offset(); i < c.slice().offset() + c.slice().length(); i++) {
            double g = buffers.grads()[i];
            if (scaled) {
                g = (float) (g * scale);
            }
            double past = (float) (gamma * average[i]);
            double square = (float) (g * g);
            double present = (float) (oneMinusGamma * square);
            double s = (float) (past + present);
            double underRoot = (float) (s + epsilon);
            double root = (float) Math.sqrt(underRoot);
            double numerator = (float) (rate * g);
            double quotient = (float) (numerator / root);
            average[i] = (float) s;
            buffers.params()[i] = (float) (buffers.params()[i] - quotient);
            if (c.rule().gradientsZeroed()) {
                buffers.grads()[i] = 0;
            }
        }
    }

    /** The square average after a step, as a real number of some 60 digits: hyperparameters are not rounded to float. */
    static BigDecimal squareAverage(double decay, float past, float gradient) {
        BigDecimal gamma = new BigDecimal(decay);
        BigDecimal square = new BigDecimal(gradient).pow(2);
        return gamma.multiply(new BigDecimal(past))
                .add(BigDecimal.ONE.subtract(gamma).multiply(square));
    }

    /** What a step subtracts from a parameter, as a real number of some 60 digits. */
    static BigDecimal decrement(BigDecimal squareAverage, double epsilon, double learningRate, float gradient) {
        MathContext digits = new MathContext(60);
        return new BigDecimal(learningRate)
                .multiply(new BigDecimal(gradient))
                .divide(squareAverage.add(new BigDecimal(epsilon)).sqrt(digits), digits);
    }
}
