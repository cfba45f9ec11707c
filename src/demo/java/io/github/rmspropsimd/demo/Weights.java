// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.demo;

import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;

/**
 * The weights of the leaky average. Unrolled, s = (1 − γ)·(g₀² + γ·g₁² + γ²·g₂² + …), where gₜ is the gradient of t
 * steps ago: its square weighs (1 − γ)·γᵗ.
 */
final class Weights {

    static final double[] DECAYS = {0.95, 0.9, 0.8, 0.7};
    static final int STEPS = 40;

    private Weights() {}

    static double[] weights(double gamma) {
        return IntStream.range(0, STEPS)
                .mapToDouble(t -> (1 - gamma) * Math.pow(gamma, t))
                .toArray();
    }

    static Figure run(Lab lab) {
        double[] time = IntStream.range(0, STEPS).asDoubleStream().toArray();
        XYChart chart = Charts.chart("Weights of the leaky average", "t (steps ago)", "weight (1 − γ)·γᵗ");
        for (int i = 0; i < DECAYS.length; i++) {
            double[] weights = weights(DECAYS[i]);
            Charts.line(chart, "γ = " + DECAYS[i], time, weights, i);
            double sum = IntStream.range(0, STEPS).mapToDouble(t -> weights[t]).sum();
            lab.print("decay %.2f: the last %d gradients weigh %.4f together", DECAYS[i], STEPS, sum);
        }
        return new Figure(
                chart,
                "The larger γ, the longer the memory: about 1 / (1 − γ) steps, and the less the last gradient counts.");
    }
}
