// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.spark;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * How one iteration went.
 *
 * @param nanos from its start to the last shard's step, checkpoint included
 * @param loss the mean loss before the step, added in the order of blocks
 * @param shards the reports of all shards
 */
record IterationReport(long nanos, double loss, List<ShardReport> shards) {

    static IterationReport of(Workload workload, long nanos, List<ShardReport> shards) {
        Map<Integer, Double> losses = new TreeMap<>();
        shards.forEach(shard -> losses.putAll(shard.losses()));
        double sum = 0;
        for (double loss : losses.values()) {
            sum += loss;
        }
        return new IterationReport(nanos, sum / workload.examples(), List.copyOf(shards));
    }

    double millis() {
        return nanos / 1e6;
    }

    /** The time of all shards in some part of the work, in milliseconds. */
    double millis(ToLongFunction<ShardReport> part) {
        return shards.stream().mapToLong(part).sum() / 1e6;
    }
}
