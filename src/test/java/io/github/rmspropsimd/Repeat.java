// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/** Repeats steps until the JVM has compiled them, which shows in what they allocate. */
final class Repeat {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int STEPS = 2_000;
    private static final long MOST_NANOSECONDS = TimeUnit.SECONDS.toNanos(30);

    private Repeat() {}

    /**
     * Bytes that this thread allocates in 2,000 runs of a step, in the best of five rounds: the JVM itself allocates a
     * few bytes on the thread now and then, when it deoptimises or links a call, but not in every round.
     */
    static long allocated(Runnable step) {
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            least = Math.min(least, allocatedInARound(step));
        }
        return least;
    }

    private static long allocatedInARound(Runnable step) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < STEPS; i++) {
            step.run();
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    /** Bytes that this thread allocates in one run of a step. */
    static long allocatedByOne(Runnable step) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        step.run();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    /** Runs a step until ten rounds in a row have allocated nothing; gives up quietly on one that never gets there. */
    static void untilItAllocatesNothing(Runnable step) {
        long start = System.nanoTime();
        int quiet = 0;
        while (quiet < 10 && System.nanoTime() - start < MOST_NANOSECONDS) {
            quiet = allocatedInARound(step) == 0 ? quiet + 1 : 0;
        }
    }
}
