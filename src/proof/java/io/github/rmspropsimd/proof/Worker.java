// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.proof;

import com.sun.management.ThreadMXBean;
import io.github.rmspropsimd.Backend;
import io.github.rmspropsimd.RmsPropKernel;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** One of the threads that train: steps on its parts of all trainees, and compares these with their twins. */
final class Worker implements Runnable {

    private static final int BATCHES_PER_COMPARISON = 8;
    private static final int BATCHES_PER_RESET = 64;

    /** So that compilers, collectors and the warm-up thread get a processor too. */
    private static final long REST = TimeUnit.MICROSECONDS.toNanos(100);

    private static final int COUNTER_CALLS = 20_000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final int number;
    private final Soaking soaking;
    private final SplittableRandom random;
    private final Batch batch = new Batch();
    private final Histogram times = new Histogram(600_000_000_000L, 2);
    private final Histogram lostTimes = new Histogram(600_000_000_000L, 2);
    private final Counts counts;

    Worker(int number, Soaking soaking, long seed) {
        this.number = number;
        this.soaking = soaking;
        this.counts = soaking.counts;
        this.random = new SplittableRandom(seed);
    }

    /** Takes all paths once, and judges and compares, so that what is first used is loaded. */
    void walk() {
        long bytes = 0;
        for (int i = 0; i < COUNTER_CALLS; i++) { // its class's strings are made when C2 is asked to compile it
            bytes = Math.max(bytes, THREADS.getCurrentThreadAllocatedBytes());
        }
        if (bytes < 0) {
            counts.fail("this JVM does not count the bytes that a thread allocates");
        }
        for (int i = 0; i < 2 * BATCHES_PER_RESET; i++) {
            for (Trainee trainee : soaking.trainees()) {
                train(trainee.regions.get(number), trainee.scalar, trainee.scalar, true);
            }
        }
    }

    @Override
    public void run() {
        try {
            walk();
            while (soaking.isGoingOn()) {
                Trainee trainee = soaking.trainee(random);
                train(trainee.regions.get(number), trainee.kernel, trainee.scalar, false);
                LockSupport.parkNanos(REST);
            }
        } catch (RuntimeException | Error e) {
            counts.fail("worker " + number + ": " + e);
        }
        counts.add(times, lostTimes);
    }

    private void train(Region region, RmsPropKernel kernel, RmsPropKernel scalar, boolean walking) {
        long number = region.steps / Batch.STEPS;
        if (number % BATCHES_PER_RESET == 0) {
            region.reset(random);
        }
        batch.draw(random, region);
        region.fillGradients(random, number % 3 == 0);

        batch.run(scalar, region.expected, region.expected.own()[region.worker]);
        float[] own = region.actual.own()[region.worker];
        String before = kernel.status();
        boolean simd = kernel.backend() == Backend.SIMD;
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        batch.run(kernel, region.actual, own);
        bytes = THREADS.getCurrentThreadAllocatedBytes() - bytes;
        simd &= kernel.backend() == Backend.SIMD;
        String after = kernel.status();

        region.steps += Batch.STEPS;
        if (!walking) {
            count(simd, bytes > AllocationRule.NOISE ? lostTimes : times);
            judge(region, before, after, simd, bytes);
        }
        if (walking || number % BATCHES_PER_COMPARISON == 0) {
            counts.comparisons.increment();
            Difference difference = region.firstDifference();
            if (difference != null) {
                counts.fail(difference.toString());
            }
        }
    }

    private void count(boolean simd, Histogram times) {
        counts.steps.add(Batch.STEPS);
        counts.simdSteps.add(simd ? Batch.STEPS : 0);
        counts.elements.add(batch.elements());
        for (long nanoseconds : batch.nanoseconds) {
            times.recordValue(nanoseconds);
        }
    }

    private void judge(Region region, String before, String after, boolean simd, long bytes) {
        AllocationRule rule = region.allocations;
        boolean wasPending = rule.pendingBytes() > 0;
        switch (rule.judge(before, after, simd, bytes, System.nanoTime(), soaking.lastDeoptimization())) {
            case NOTHING, EXPLAINED -> counts.quietBatches.increment();
            case RECOMPILED -> {
                counts.quietBatches.increment();
                counts.recompiled.increment();
            }
            case NOISE -> {
                counts.noisyBatches.increment();
                counts.noiseBytes.add(bytes);
            }
            case CHANGED, DEOPTIMIZED -> {
                counts.lostBatches.increment();
                counts.lostBytes.add(bytes);
            }
            case PENDING -> {
                counts.pendingBatches.increment();
                counts.pendingBytes.add(bytes);
            }
            case FAILURE ->
                counts.fail("bytes allocated: %,d by %s, worker %d, by step %d of that thread, with the status '%s'"
                        .formatted(Math.max(bytes, rule.pendingBytes()), region.rule(), number, region.steps, after));
        }
        counts.pendingRegions.add((rule.pendingBytes() > 0 ? 1 : 0) - (wasPending ? 1 : 0));
    }
}
