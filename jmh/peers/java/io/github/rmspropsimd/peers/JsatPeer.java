// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.peers;

import java.util.Arrays;
import jsat.linear.DenseVector;
import jsat.math.optimization.stochastic.RMSProp;

/**
 * JSAT's {@code RMSProp}, in double. It has no ε: the gradient's size stands in for it, so that no element ever moves by
 * more than η.
 *
 * <pre>{@code
 * s = γ·s + (1 − γ)·g·g
 * p = p − η·g/max(√s, |g|)
 * }</pre>
 */
final class JsatPeer implements Peer {

    private final DenseVector params;
    private final RMSProp optimizer = new RMSProp(DECAY);
    private DenseVector gradient;

    JsatPeer(float[] initial) {
        params = vector(initial);
        optimizer.setup(initial.length);
    }

    private static DenseVector vector(float[] values) {
        double[] copy = new double[values.length];
        Arrays.setAll(copy, i -> values[i]);
        return new DenseVector(copy);
    }

    @Override
    public void take(float[] grads) {
        gradient = vector(grads);
    }

    @Override
    public void step() {
        optimizer.update(params, gradient, LEARNING_RATE);
    }

    @Override
    public double[] params() {
        return params.arrayCopy();
    }

    /** The parameters after a step with each gradient, by the formula; no rule of this library has the maximum. */
    static double[] expected(float[] initial, float[][] grads) {
        double[] p = new double[initial.length];
        for (int i = 0; i < p.length; i++) {
            p[i] = initial[i];
            double s = 0;
            for (float[] gradients : grads) {
                double g = gradients[i];
                s = DECAY * s + (1 - DECAY) * g * g;
                p[i] -= LEARNING_RATE * g / Math.max(Math.sqrt(s), Math.abs(g));
            }
        }
        return p;
    }
}
