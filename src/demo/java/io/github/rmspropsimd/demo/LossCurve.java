// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;

/** Losses over a training's course, for a chart. */
final class LossCurve {

    private final List<Double> positions = new ArrayList<>();
    private final List<Double> losses = new ArrayList<>();

    /** The losses of a run of the regression, at first and after every fifth batch. */
    static LossCurve of(LinearRegression regression, long seed, Consumer<ObjIntConsumer<float[]>> run) {
        LossCurve curve = new LossCurve();
        curve.add(0, regression.loss(LinearRegression.start(seed)));
        double batchesPerEpoch = DataSet.ROWS / LinearRegression.BATCH;
        run.accept((params, batches) -> {
            if (batches % 5 == 0) {
                curve.add(batches / batchesPerEpoch, regression.loss(params));
            }
        });
        return curve;
    }

    void add(double position, double loss) {
        positions.add(position);
        losses.add(loss);
    }

    double[] positions() {
        return positions.stream().mapToDouble(Double::doubleValue).toArray();
    }

    double[] losses() {
        return losses.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** The last position. */
    double end() {
        return positions.get(positions.size() - 1);
    }

    /** The last loss. */
    double last() {
        return losses.get(losses.size() - 1);
    }
}
