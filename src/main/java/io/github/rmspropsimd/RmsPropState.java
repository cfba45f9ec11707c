// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import io.github.rmspropsimd.internal.loop.StateBuffers;

/**
 * What a rule remembers of past gradients: flat buffers, as long as the parameters, one element for each of them.
 *
 * <p>The buffers are live, never copied: read them for a checkpoint, write them to restore one. A buffer that the rule does
 * not use has length 0. A rule with the same buffers may use the state, so decay, ε and learning rate can be scheduled; but
 * the momentum buffer must be filled the same way, see {@link #momentum()}.
 *
 * <p>Not synchronized. Steps on disjoint slices of one state may run at the same time, others must not.
 */
public final class RmsPropState {

    static final float[] ABSENT = {};

    final StateBuffers buffers;
    final boolean centered;
    final MomentumConvention convention;

    /** Takes arrays of one length, {@link #ABSENT} for a buffer that the rule does not use. */
    RmsPropState(StateBuffers buffers, boolean centered, MomentumConvention convention) {
        this.buffers = buffers;
        this.centered = centered;
        this.convention = convention;
    }

    /**
     * The leaky average of squared gradients, s.
     *
     * @return the live buffer
     */
    public float[] squareAverage() {
        return buffers.squareAverage();
    }

    /**
     * The leaky average of gradients, of a centered rule.
     *
     * @return the live buffer; of length 0 unless the rule is centered
     */
    public float[] gradientAverage() {
        return buffers.gradientAverage();
    }

    /**
     * The momentum buffer, of a rule with momentum. There are three conventions. {@link RmsProp#optax()} and
     * {@link RmsProp#mxnet()} add it to the parameters; the others subtract it. {@link RmsProp#pytorch()}, and
     * {@link RmsProp#d2l()} with the learning rate outside, multiply it by the learning rate first. A state keeps the
     * convention of the rule that made it, and a kernel of another convention refuses it. To go over, convert the buffer and
     * wrap it with {@link RmsProp#stateOf}.
     *
     * @return the live buffer; of length 0 unless the rule has one
     */
    public float[] momentum() {
        return buffers.momentum();
    }

    /**
     * The number of parameters.
     *
     * @return the length of {@link #squareAverage()}
     */
    public int length() {
        return buffers.squareAverage().length;
    }
}
