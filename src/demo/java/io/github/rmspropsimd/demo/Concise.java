// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.demo;

import io.github.rmspropsimd.RmsProp;
import io.github.rmspropsimd.RmsPropKernel;
import io.github.rmspropsimd.RmsPropState;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.ObjIntConsumer;
import org.knowm.xchart.XYChart;

/**
 * The airfoil regression by the library, as a user would write it: the text's second run, with PyTorch's optimizer on
 * the squared error without the half, whose gradients are twice as large.
 */
final class Concise {

    static final RmsProp RULE = RmsProp.pytorch().withDecay(0.9).withGradientsZeroed(true);
    static final double GRADIENT_FACTOR = 2;

    private Concise() {}

    /** Trains, shows the parameters after each batch, and returns them. */
    static float[] train(
            RmsPropKernel kernel,
            double gradientFactor,
            LinearRegression regression,
            long seed,
            ObjIntConsumer<float[]> afterBatch) {
        float[] params = LinearRegression.start(seed);
        float[] grads = new float[params.length];
        RmsPropState state = kernel.rule().newState(params.length);
        double scale = gradientFactor / LinearRegression.BATCH;
        List<int[]> batches = LinearRegression.minibatches(seed);
        for (int k = 0; k < batches.size(); k++) {
            regression.addGradients(params, batches.get(k), grads);
            kernel.step(params, grads, state, 0, params.length, 0.01, scale);
            afterBatch.accept(params, k + 1);
        }
        return params;
    }

    /** SIMD trains where it can run. */
    private static RmsPropKernel warmedUp(RmsPropKernel kernel) {
        try {
            kernel.awaitSimd(Duration.ofMinutes(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return kernel;
    }

    static Figure run(Lab lab) throws IOException {
        DataSet data = lab.airfoil();
        LinearRegression regression = new LinearRegression(data);
        RmsPropKernel kernel = warmedUp(RULE.kernel());
        LossCurve scratch =
                LossCurve.of(regression, lab.seed(), afterBatch -> Scratch.train(regression, lab.seed(), afterBatch));
        LossCurve library = LossCurve.of(
                regression,
                lab.seed(),
                afterBatch -> train(kernel, GRADIENT_FACTOR, regression, lab.seed(), afterBatch));
        lab.print("backend: %s", kernel.status());
        lab.print(
                "final loss %.9f by the library, %.9f from scratch (least-squares optimum %.6f)",
                library.last(), scratch.last(), data.leastLoss());
        lab.print("why they differ, one change after the other:");
        RmsProp text = RmsProp.d2l().withGradientsZeroed(true);
        RmsProp outside = text.withEpsilon(1e-8).withEpsilonInsideRoot(false);
        printLoss(lab, regression, text, 1, "from scratch: half the squared error, epsilon = 1e-6 inside the root");
        printLoss(
                lab,
                regression,
                text,
                2,
                "without the half: gradients twice as large, beside which epsilon weighs less");
        printLoss(lab, regression, outside, 2, "epsilon = 1e-8 outside the root, where it counts as 1e-16 inside");
        printLoss(lab, regression, RULE, 2, "PyTorch's rounding: products fused with sums");
        return new Figure(
                chart(scratch, library, data),
                "PyTorch's RMSProp on " + data.name() + ", beside the run from scratch: the same start and batches,"
                        + " η = 0.01, γ = 0.9. The optimizers differ in ε and in rounding, and the losses they descend by a"
                        + " factor of 2, which RMSProp divides out but for ε. Both curves are half the mean squared"
                        + " error.");
    }

    private static void printLoss(Lab lab, LinearRegression regression, RmsProp rule, double factor, String change) {
        float[] params = train(rule.kernel(), factor, regression, lab.seed(), (p, batches) -> {});
        lab.print("  %.9f  %s", regression.loss(params), change);
    }

    private static XYChart chart(LossCurve scratch, LossCurve library, DataSet data) {
        XYChart chart = Scratch.chart("Linear regression by the library", scratch, "from scratch", data);
        Charts.points(chart, "by RmsProp.pytorch()", library.positions(), library.losses(), 1);
        return chart;
    }
}
