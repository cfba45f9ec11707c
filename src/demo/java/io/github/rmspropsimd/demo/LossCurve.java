// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.demo;

import java.util.ArrayList;
import java.util.List;

/** Losses over a training's course, for a chart. */
final class LossCurve {

    private final List<Double> positions = new ArrayList<>();
    private final List<Double> losses = new ArrayList<>();

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
