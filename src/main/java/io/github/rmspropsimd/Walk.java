// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import java.util.Arrays;

/**
 * Steps of one vector loop on scratch buffers of its own, along every path through it: whole vectors, what they leave at
 * the end, lengths below a vector, the ends of long slices; each offset; each form of step. Where the loop mixes, also
 * lengths below that from which on it does, and vectors that must not go past the divider: C2 leaves out what never came,
 * and a first such vector in an application's step took 10 ms and 15 MB.
 */
final class Walk {

    private static final int VECTORS = Mixing.VECTORS;

    private static final double LEARNING_RATE = 1e-3;
    private static final double SCALE = 0.5;

    /** Its square is infinite, so that such a vector stays with the divider whatever the rule. */
    private static final float HUGE = 0x1p80f;

    private final int lanes = VectorLoop.lanes();
    private final float[] params = new float[(VECTORS + 1) * lanes];
    private final float[] grads = new float[params.length];
    private final RmsPropState state;

    /** As many as take each way through the loop: the last may go past the divider. */
    private final int vectors;

    private final boolean mixed;
    private boolean huge;
    private final RmsPropKernel kernel;

    /** Takes the path of long slices from one vector on, without the memory that these need. */
    private final RmsPropKernel longSlices;

    Walk(RmsProp rule, Loop vector, boolean mixed) {
        state = rule.newState(params.length);
        this.mixed = mixed;
        vectors = mixed ? VECTORS : 2;
        String status = "on scratch buffers";
        kernel = new RmsPropKernel(rule, Serving.fixed(vector.mixedFrom(2 * lanes - 1), status));
        longSlices = new RmsPropKernel(rule, Serving.fixed(vector.withLongSlicesFrom(lanes), status));
    }

    /** So many calls of the loop over whole vectors; seven of eight find none to take, and so make no garbage. */
    void wholeVectors(int steps) {
        refill();
        for (int i = 0; i < steps; i++) {
            if (i % 8 == 0) {
                kernel.step(params, grads, state, i / 8 % lanes, (i % 32 == 24 ? vectors : 1) * lanes, LEARNING_RATE);
            } else {
                longSlices.step(params, grads, state, lanes - 1, lanes, LEARNING_RATE); // less than one once aligned
            }
        }
    }

    /** So many steps that end with a vector which overlaps another. */
    void overlaps(int steps) {
        refill();
        for (int i = 0; i < steps; i++) {
            kernel.step(params, grads, state, i % lanes, 2 * lanes - 1, LEARNING_RATE, SCALE);
        }
    }

    /** Every path: all lengths up to four vectors, at all offsets. */
    void everywhere() {
        for (int offset = 0; offset < lanes; offset++) {
            refill();
            for (int length = 0; length <= VECTORS * lanes; length++) {
                kernel.step(params, grads, state, offset, length, LEARNING_RATE);
                kernel.step(params, grads, state, offset, length, LEARNING_RATE, SCALE);
                longSlices.step(params, grads, state, offset, length, LEARNING_RATE, SCALE);
            }
            kernel.step(params, grads, state, LEARNING_RATE);
        }
    }

    /**
     * To ordinary numbers: gradients may be zeroed, and averages decay until they are subnormal, which is slow. Every other
     * time, where the loop mixes, to huge ones.
     */
    private void refill() {
        huge = mixed && !huge;
        Arrays.fill(params, 0f);
        Arrays.fill(grads, huge ? HUGE : 1f);
        Arrays.fill(state.squareAverage, 1f);
        Arrays.fill(state.gradientAverage, 0f);
        Arrays.fill(state.momentum, 0f);
    }
}
