// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.peers;

import java.util.Arrays;
import org.tribuo.math.LinearParameters;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.math.la.Tensor;
import org.tribuo.math.optimisers.RMSProp;

/**
 * Tribuo's {@code RMSProp}, in double, on the parameters of its linear models, here one row:
 *
 * <pre>{@code
 * s = γ·s + (1 − γ)·g·g
 * p = p + g·(η/(√s + ε))
 * }</pre>
 *
 * <p>Tribuo goes up the gradient, so it is given the negative one. Its optimiser overwrites the gradient with the
 * update. So every step first writes a gradient, as training would; that store is measured with the step.
 */
final class TribuoPeer implements Peer {

    private final LinearParameters params;
    private final RMSProp optimizer = new RMSProp(LEARNING_RATE, DECAY, EPSILON, 0);
    private final DenseMatrix gradient;
    private final Tensor[] gradients;
    private final double[] uphill;

    TribuoPeer(float[] initial) {
        double[] values = new double[initial.length];
        Arrays.setAll(values, i -> initial[i]);
        params = new LinearParameters(DenseMatrix.createDenseMatrix(new double[][] {values}));
        optimizer.initialise(params);
        gradient = new DenseMatrix(1, initial.length);
        gradients = new Tensor[] {gradient};
        uphill = new double[initial.length];
    }

    @Override
    public void take(float[] grads) {
        Arrays.setAll(uphill, i -> -grads[i]);
    }

    @Override
    public void step() {
        for (int i = 0; i < uphill.length; i++) {
            gradient.set(0, i, uphill[i]);
        }
        params.update(optimizer.step(gradients, 1));
    }

    @Override
    public double[] params() {
        return params.getWeightMatrix().getRow(0).toArray();
    }
}
