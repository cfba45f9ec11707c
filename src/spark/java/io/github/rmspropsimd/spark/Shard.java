// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.spark;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Consecutive weights and their state. A step makes another shard, because Spark may compute any of them once more.
 *
 * @param number the number of the shard
 * @param params the weights
 * @param squareAverage the state: the average of squared gradients
 * @param report how the step went that made this shard; null before the first
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Shard(int number, float[] params, float[] squareAverage, ShardReport report) implements Serializable {

    static Shard initial(Workload workload, int number) {
        int length = workload.firstWeight(number + 1) - workload.firstWeight(number);
        return new Shard(number, new float[length], new float[length], null);
    }

    /** The weights that a block asks for. */
    Slice weights(Route route) {
        float[] values = new float[route.indices().length];
        for (int k = 0; k < values.length; k++) {
            values[k] = params[route.indices()[k]];
        }
        return Slice.ofWeights(number, values);
    }

    /**
     * The shard after one step. Gradients are added in ascending order of their blocks, in whatever order they arrived: sums of
     * floats depend on the order, and the order of arrival depends on scheduling.
     */
    Shard step(Workload workload, Iterable<Route> routes, List<Slice> gradients) {
        long start = System.nanoTime();
        float[] sum = sum(params.length, routes, gradients);
        long added = System.nanoTime();
        float[] nextParams = params.clone();
        float[] nextSquareAverage = squareAverage.clone();
        long copied = System.nanoTime();
        workload.stepper().step(nextParams, sum, nextSquareAverage, workload.learningRate(), 1.0 / workload.examples());
        long stepped = System.nanoTime();
        ShardReport next =
                ShardReport.of(number, workload.stepper(), gradients, added - start, copied - added, stepped - copied);
        return new Shard(number, nextParams, nextSquareAverage, next);
    }

    private static float[] sum(int length, Iterable<Route> routes, List<Slice> gradients) {
        Slice[] sorted = gradients.toArray(Slice[]::new);
        Arrays.sort(sorted, Comparator.comparingInt(Slice::source));
        float[] sum = new float[length];
        int next = 0;
        for (Route route : routes) { // ascending too
            Slice slice = next < sorted.length ? sorted[next++] : null;
            if (slice == null || slice.source() != route.block()) {
                throw new IllegalStateException("no gradient of block " + route.block() + " arrived");
            }
            add(sum, route.indices(), slice.values());
        }
        return sum;
    }

    static void add(float[] sum, int[] indices, float[] values) {
        for (int k = 0; k < indices.length; k++) {
            sum[indices[k]] += values[k];
        }
    }
}
