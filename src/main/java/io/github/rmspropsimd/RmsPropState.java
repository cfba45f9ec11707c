// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

/**
 * What the rule remembers of past gradients: flat buffers, as long as the parameters, one element for each of them.
 *
 * <p>The buffers are live and not copied: they may be read for a checkpoint and written to restore one. A buffer that
 * the rule does not use has length 0. Not synchronized: steps on disjoint slices of one state may run at the same time,
 * others must not.
 */
public final class RmsPropState {

    static final float[] ABSENT = {};

    final float[] squareAverage;
    final float[] gradientAverage;
    final float[] momentum;

    /** Takes {@link #ABSENT} for a buffer that the rule does not use. */
    RmsPropState(float[] squareAverage, float[] gradientAverage, float[] momentum) {
        this.squareAverage = squareAverage;
        this.gradientAverage = gradientAverage;
        this.momentum = momentum;
    }

    /**
     * The leaky average of squared gradients, s.
     *
     * @return the live buffer
     */
    public float[] squareAverage() {
        return squareAverage;
    }

    /**
     * The leaky average of gradients, of a centered rule.
     *
     * @return the live buffer; of length 0 unless the rule is centered
     */
    public float[] gradientAverage() {
        return gradientAverage;
    }

    /**
     * The momentum buffer, of a rule with momentum. Of {@link RmsProp#optax()} and {@link RmsProp#mxnet()} it has the
     * sign of what is added to the parameters, of the others that of what is subtracted. Of {@link RmsProp#pytorch()},
     * and where the learning rate is outside, η still multiplies it.
     *
     * @return the live buffer; of length 0 unless the rule has one
     */
    public float[] momentum() {
        return momentum;
    }

    /**
     * How many parameters the state is for.
     *
     * @return the length of {@link #squareAverage()}
     */
    public int length() {
        return squareAverage.length;
    }
}
