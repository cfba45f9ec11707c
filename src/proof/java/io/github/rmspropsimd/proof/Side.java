// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.proof;

import io.github.rmspropsimd.RmsProp;
import io.github.rmspropsimd.RmsPropState;

/** The buffers that one kernel steps on: those of the kernel in question, or those of its twin on SCALAR. */
final class Side {

    private final float[] params;
    private final float[] grads;
    private final RmsPropState state;
    private final float[][] own;

    Side(RmsProp rule, int length, int workers, int ownLength) {
        params = new float[length];
        grads = new float[length];
        state = rule.newState(length);
        own = new float[workers][ownLength];
    }

    float[] params() {
        return params;
    }

    float[] grads() {
        return grads;
    }

    RmsPropState state() {
        return state;
    }

    /** Each worker's own gradients, for offsets of their own and for rows. */
    float[][] own() {
        return own;
    }
}
