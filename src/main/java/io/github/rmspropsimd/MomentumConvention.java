// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import io.github.rmspropsimd.internal.loop.OperationOrder;
import io.github.rmspropsimd.internal.loop.Variant;

/** What a momentum buffer holds. Rules of different conventions cannot share one: its sign or its unit differs. */
enum MomentumConvention {
    NONE("does not exist"),
    STEPS_SUBTRACTED("sums steps, learning rate inside, that are subtracted from the parameters"),
    STEPS_ADDED("sums steps, learning rate inside, that are added to the parameters"),
    DIRECTIONS_SUBTRACTED("sums directions, learning rate outside, that are subtracted from the parameters");

    private final String description;

    MomentumConvention(String description) {
        this.description = description;
    }

    static MomentumConvention of(Variant variant) {
        if (!variant.momentum()) {
            return NONE;
        }
        if (!variant.learningRateInMomentum()) {
            return DIRECTIONS_SUBTRACTED;
        }
        boolean added = variant.order() == OperationOrder.OPTAX || variant.order() == OperationOrder.MXNET;
        return added ? STEPS_ADDED : STEPS_SUBTRACTED;
    }

    @Override
    public String toString() {
        return description;
    }
}
