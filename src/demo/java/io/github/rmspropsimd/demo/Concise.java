// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.demo;

import io.github.rmspropsimd.RmsProp;
import io.github.rmspropsimd.RmsPropKernel;
import io.github.rmspropsimd.RmsPropState;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.ObjIntConsumer;

/** The airfoil regression by the library, as a user would write it. */
final class Concise {

    static final RmsProp RULE = RmsProp.d2l().withGradientsZeroed(true);

    private static final int MANY_PARAMETERS = 10_007;
    private static final int MANY_STEPS = 100;

    private Concise() {}

    /** Trains, shows the parameters after each batch, and returns them. */
    static float[] train(
            RmsPropKernel kernel, LinearRegression regression, long seed, ObjIntConsumer<float[]> afterBatch) {
        float[] params = LinearRegression.start(seed);
        float[] grads = new float[params.length];
        RmsPropState state = kernel.rule().newState(params.length);
        List<int[]> batches = LinearRegression.minibatches(seed);
        for (int k = 0; k < batches.size(); k++) {
            regression.addGradients(params, batches.get(k), grads);
            kernel.step(params, grads, state, 0, params.length, 0.01, 1.0 / LinearRegression.BATCH);
            afterBatch.accept(params, k + 1);
        }
        return params;
    }

    static Figure run(Lab lab) throws IOException {
        DataSet data = lab.airfoil();
        LinearRegression regression = new LinearRegression(data);
        RmsPropKernel kernel = RULE.kernel();
        LossCurve curve = new LossCurve();
        curve.add(0, regression.loss(LinearRegression.start(lab.seed())));
        int batchesPerEpoch = DataSet.ROWS / LinearRegression.BATCH;
        float[] params = train(kernel, regression, lab.seed(), (p, batches) -> {
            if (batches % 5 == 0) {
                curve.add((double) batches / batchesPerEpoch, regression.loss(p));
            }
        });
        boolean same = Arrays.equals(params, Scratch.train(regression, lab.seed(), (p, batches) -> {}))
                && SameBits.onManyParameters(kernel, MANY_PARAMETERS, MANY_STEPS);
        if (!same) {
            throw new IllegalStateException("the library and the formula written out give different bits");
        }
        lab.print("backend: %s", kernel.status());
        lab.print("final loss %.4f (least-squares optimum %.4f)", curve.last(), data.leastLoss());
        lab.print(
                "from scratch and by the library: the same bits, here and on %,d parameters over %d steps",
                MANY_PARAMETERS, MANY_STEPS);
        return new Figure(
                Scratch.chart("Linear regression by the library", curve, data),
                "The same run, on " + data.name()
                        + ", with a kernel of the library: the parameters are those of the run from"
                        + " scratch, bit for bit.");
    }
}
