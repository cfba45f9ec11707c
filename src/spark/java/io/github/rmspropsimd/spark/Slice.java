// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.spark;

import java.io.Serializable;

/**
 * What a shard and a block send to each other: one float for each weight of the shard that the block has. Both know which.
 *
 * @param source the shard that sends weights, or the block that sends gradients
 * @param values the weights or the gradients, in ascending order of weights
 * @param loss the loss of the block, in one slice of each block
 * @param nanos the time of the block's gradient, in the same slice; -1 in the others
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Slice(int source, float[] values, double loss, long nanos) implements Serializable {

    static Slice ofWeights(int shard, float[] weights) {
        return new Slice(shard, weights, 0, -1);
    }

    boolean hasLoss() {
        return nanos >= 0;
    }
}
