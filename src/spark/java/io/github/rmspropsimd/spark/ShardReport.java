// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.spark;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.SparkEnv;

/**
 * How one step of one shard went. It travels with the shard, so that a task that Spark repeats is not counted twice.
 *
 * @param shard the number of the shard
 * @param executor the executor's id
 * @param pid the executor's process
 * @param jdk the executor's JDK
 * @param backend the active backend after the step
 * @param status the kernel's status
 * @param warmUpMillis how long the executor waited for SIMD before its first task; -1 if it did not
 * @param losses the losses of blocks that sent theirs to this shard
 * @param gradientNanos the time of those blocks' gradients
 * @param addNanos the time of adding gradients
 * @param copyNanos the time of copying weights and state
 * @param stepNanos the time of the step
 */
record ShardReport(
        int shard,
        String executor,
        long pid,
        String jdk,
        String backend,
        String status,
        long warmUpMillis,
        Map<Integer, Double> losses,
        long gradientNanos,
        long addNanos,
        long copyNanos,
        long stepNanos)
        implements Serializable {

    static ShardReport of(
            int shard, Stepper stepper, List<Slice> gradients, long addNanos, long copyNanos, long stepNanos) {
        Map<Integer, Double> losses = new TreeMap<>();
        long gradientNanos = 0;
        for (Slice slice : gradients) {
            if (slice.hasLoss()) {
                losses.put(slice.source(), slice.loss());
                gradientNanos += slice.nanos();
            }
        }
        return new ShardReport(
                shard,
                SparkEnv.get() == null ? "none" : SparkEnv.get().executorId(),
                ProcessHandle.current().pid(),
                System.getProperty("java.version"),
                stepper.backend(),
                stepper.status(),
                WarmUpPlugin.waitedMillis(),
                losses,
                gradientNanos,
                addNanos,
                copyNanos,
                stepNanos);
    }
}
