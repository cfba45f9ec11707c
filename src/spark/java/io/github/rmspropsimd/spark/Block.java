// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.spark;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * Consecutive examples, whose gradient is summed in their order. Blocks don't depend on partitions, so their sums don't either.
 *
 * @param id the number of the block
 * @param rows the distinct weights that its examples have, ascending
 * @param starts where each example starts in {@code positions}, and at last the end
 * @param positions the features of all examples, one after the other, as indices of {@code rows}
 * @param clicks the label of each example
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Block(int id, int[] rows, int[] starts, int[] positions, boolean[] clicks) implements Serializable {

    /** The sum over a block. */
    record Gradient(float[] sums, double loss) {}

    /** The block of these examples, each with its features and its label at the same index. */
    static Block of(int id, List<int[]> features, boolean[] clicks) {
        int[] starts = new int[features.size() + 1];
        for (int example = 0; example < features.size(); example++) {
            starts[example + 1] = starts[example] + features.get(example).length;
        }
        int[] positions = new int[starts[features.size()]];
        for (int example = 0; example < features.size(); example++) {
            int[] active = features.get(example);
            System.arraycopy(active, 0, positions, starts[example], active.length);
        }
        int[] rows = Arrays.stream(positions).sorted().distinct().toArray();
        for (int k = 0; k < positions.length; k++) {
            positions[k] = Arrays.binarySearch(rows, positions[k]);
        }
        return new Block(id, rows, starts, positions, clicks);
    }

    /**
     * The gradient of the logistic loss. StrictMath gives the same bits on every machine; Math.exp need not.
     *
     * @param weights the weights of {@code rows}
     */
    Gradient gradient(float[] weights) {
        float[] sums = new float[rows.length];
        double loss = 0;
        for (int example = 0; example < clicks.length; example++) {
            double score = 0;
            for (int k = starts[example]; k < starts[example + 1]; k++) {
                score += weights[positions[k]];
            }
            double probability = 1 / (1 + StrictMath.exp(-score));
            float error = (float) (probability - (clicks[example] ? 1 : 0));
            for (int k = starts[example]; k < starts[example + 1]; k++) {
                sums[positions[k]] += error;
            }
            loss -= StrictMath.log(Math.max(1e-12, clicks[example] ? probability : 1 - probability));
        }
        return new Gradient(sums, loss);
    }

    /** The index in {@code rows} of the first row that is at least a weight. */
    int firstAtLeast(int weight) {
        int index = Arrays.binarySearch(rows, weight);
        return index < 0 ? -1 - index : index;
    }
}
