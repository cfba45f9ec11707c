// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.demo;

import java.io.IOException;
import java.util.List;
import java.util.function.ObjIntConsumer;
import org.knowm.xchart.XYChart;

/** The airfoil regression with RMSProp written out, as the text has it. */
final class Scratch {

    static final float ETA = 0.01f;
    static final float GAMMA = 0.9f;
    static final float ONE_MINUS_GAMMA = 0.1f; // not 1 - GAMMA, which is 0.100000024f
    static final float EPSILON = 1e-6f;

    private Scratch() {}

    /** Trains, shows the parameters after each batch, and returns them. */
    static float[] train(LinearRegression regression, long seed, ObjIntConsumer<float[]> afterBatch) {
        float[] p = LinearRegression.start(seed);
        float[] g = new float[p.length];
        float[] s = new float[p.length];
        List<int[]> batches = LinearRegression.minibatches(seed);
        for (int k = 0; k < batches.size(); k++) {
            regression.addGradients(p, batches.get(k), g);
            rmsprop(p, g, s, 1f / LinearRegression.BATCH);
            afterBatch.accept(p, k + 1);
        }
        return p;
    }

    /** s ← γ·s + (1 − γ)·g², p ← p − η·g / √(s + ε), and the gradient zeroed for the next batch. */
    static void rmsprop(float[] p, float[] g, float[] s, float scale) {
        for (int i = 0; i < p.length; i++) {
            float gi = g[i] * scale;
            s[i] = GAMMA * s[i] + ONE_MINUS_GAMMA * (gi * gi);
            p[i] -= ETA * gi / (float) Math.sqrt(s[i] + EPSILON);
            g[i] = 0;
        }
    }

    static Figure run(Lab lab) throws IOException {
        DataSet data = lab.airfoil();
        LinearRegression regression = new LinearRegression(data);
        lab.print("%8s  %s", "examples", "loss");
        LossCurve curve = LossCurve.of(
                regression,
                lab.seed(),
                afterBatch -> train(regression, lab.seed(), (params, batches) -> {
                    afterBatch.accept(params, batches);
                    if (batches % 30 == 0) {
                        lab.print("%,8d  %.4f", batches * LinearRegression.BATCH, regression.loss(params));
                    }
                }));
        long start = System.nanoTime();
        train(regression, lab.seed(), (params, batches) -> {});
        double seconds = (System.nanoTime() - start) / 1e9 / LinearRegression.EPOCHS;
        lab.print(
                "final loss %.4f (least-squares optimum %.4f), %.4f s per epoch",
                curve.last(), data.leastLoss(), seconds);
        SameBits.check(lab, regression);
        return new Figure(
                chart("Linear regression from scratch", curve, "RMSProp", data),
                "Half the mean squared error on " + data.name() + ", batches of 10, η = 0.01, γ = 0.9.");
    }

    static XYChart chart(String title, LossCurve curve, String name, DataSet data) {
        XYChart chart = Charts.chart(title, "epoch", "loss (half the mean squared error)");
        chart.getStyler().setYAxisMin(0.2);
        Charts.line(chart, name, curve.positions(), curve.losses(), 0);
        double least = data.leastLoss();
        Charts.line(chart, "least squares", new double[] {0, LinearRegression.EPOCHS}, new double[] {least, least}, 3);
        return chart;
    }
}
