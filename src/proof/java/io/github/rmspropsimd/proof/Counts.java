// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.proof;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;

/** What happened in a soak, counted by all its threads; and the first failure. */
final class Counts {

    final LongAdder steps = new LongAdder();
    final LongAdder simdSteps = new LongAdder();
    final LongAdder elements = new LongAdder();
    final LongAdder comparisons = new LongAdder();
    final LongAdder kernels = new LongAdder();
    final LongAdder deoptimizations = new LongAdder();
    final LongAdder crowdLoops = new LongAdder();
    final LongAdder crowdings = new LongAdder();
    final LongAccumulator fullest = new LongAccumulator(Math::max, 0);
    final LongAdder toSimd = new LongAdder();
    final LongAdder losses = new LongAdder();
    final LongAdder lossesUnasked = new LongAdder();
    final LongAdder refusedForLosses = new LongAdder();
    final LongAdder refusedAsLate = new LongAdder();
    final LongAdder refusedOtherwise = new LongAdder();
    final LongAdder quietBatches = new LongAdder();
    final LongAdder noisyBatches = new LongAdder();
    final LongAdder noiseBytes = new LongAdder();
    final LongAdder lostBatches = new LongAdder();
    final LongAdder lostBytes = new LongAdder();
    final LongAdder pendingBatches = new LongAdder();
    final LongAdder recompiled = new LongAdder();
    final LongAdder pendingBytes = new LongAdder();

    /** Regions whose bytes no loss has explained yet. No deoptimization is asked for meanwhile, which could hide them. */
    final LongAdder pendingRegions = new LongAdder();

    private final AtomicReference<String> failure = new AtomicReference<>();
    private final Histogram times = new Histogram(600_000_000_000L, 2);
    private final Histogram lostTimes = new Histogram(600_000_000_000L, 2);

    /** The first failure counts. */
    void fail(String what) {
        failure.compareAndSet(null, what);
    }

    String failure() {
        return failure.get();
    }

    /**
     * @param lost of the steps in batches that allocated, since code was lost
     */
    synchronized void add(Histogram nanoseconds, Histogram lost) {
        times.add(nanoseconds);
        lostTimes.add(lost);
    }

    static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .filter(count -> count > 0)
                .sum();
    }

    String progress() {
        return "%,d steps, %,d comparisons, %d collections, %d deoptimizations, %d losses, %d switches to SIMD, %d kernels, code cache %d %% full"
                .formatted(
                        steps.sum(),
                        comparisons.sum(),
                        collections(),
                        deoptimizations.sum(),
                        losses.sum(),
                        toSimd.sum(),
                        kernels.sum(),
                        CodeCrowd.percentInUse());
    }

    /** The table in Markdown. */
    synchronized String table(long seconds) {
        StringBuilder rows = new StringBuilder("| in " + seconds + " s | |\n|---|--:|\n");
        row(rows, "steps on default kernels", steps);
        row(rows, "of these, in batches that began and ended on SIMD", simdSteps);
        row(rows, "element-steps on default kernels", elements);
        row(rows, "comparisons of all buffers of a worker's part with SCALAR", comparisons);
        row(rows, "differing bits", "0");
        row(rows, "kernels made", kernels);
        row(rows, "garbage collections", "%,d".formatted(collections()));
        row(rows, "deoptimizations of all code, requested", deoptimizations);
        row(rows, "other loops made and compiled to crowd the code cache", crowdLoops);
        row(rows, "times that the code cache was crowded", crowdings);
        row(rows, "fullest that the code cache was", fullest.get() + " %");
        row(rows, "switches from SCALAR to SIMD", toSimd);
        row(rows, "switches from SIMD to SCALAR, after a loss of code", losses);
        row(rows, "of these, without a deoptimization since the switch to SIMD", lossesUnasked);
        row(rows, "variants refused after more than ten losses, and replaced", refusedForLosses);
        row(rows, "variants refused as not compiled in time, and replaced", refusedAsLate);
        row(rows, "variants refused for another reason, and replaced", refusedOtherwise);
        row(rows, "batches of " + Batch.STEPS + " steps that allocated nothing", quietBatches);
        row(rows, "batches that allocated up to " + AllocationRule.NOISE + " bytes", noisyBatches);
        row(rows, "bytes of those", noiseBytes);
        row(rows, "batches that allocated after a deoptimization or during a switch", lostBatches);
        row(rows, "bytes of those", lostBytes);
        row(rows, "batches that allocated without either", pendingBatches);
        row(rows, "bytes of those", pendingBytes);
        row(rows, "times that no loss was seen then, since the JVM had compiled the loop again", recompiled);
        row(rows, "median step", "%,d ns".formatted(times.getValueAtPercentile(50)));
        row(rows, "99.99th percentile of steps", "%,d µs".formatted(times.getValueAtPercentile(99.99) / 1_000));
        row(rows, "longest step in batches that allocated nothing", "%,.1f ms".formatted(times.getMaxValue() / 1e6));
        row(rows, "longest step in the others", "%,.1f ms".formatted(lostTimes.getMaxValue() / 1e6));
        row(rows, "threads left over", "0");
        return rows.toString();
    }

    private static void row(StringBuilder rows, String name, LongAdder count) {
        row(rows, name, "%,d".formatted(count.sum()));
    }

    private static void row(StringBuilder rows, String name, String value) {
        rows.append("| ").append(name).append(" | ").append(value).append(" |\n");
    }
}
