// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/** Repeats steps until the JVM has compiled them, which shows in what they allocate. */
final class WarmUp {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int STEPS = 2_000;
    private static final long MOST_NANOSECONDS = TimeUnit.SECONDS.toNanos(90);

    private WarmUp() {}

    /** Bytes that this thread allocates in 2,000 runs of a step. */
    static long allocated(Runnable step) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < STEPS; i++) {
            step.run();
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    /** Runs a step until ten rounds in a row have allocated nothing; gives up quietly on one that never gets there. */
    static void untilItAllocatesNothing(Runnable step) {
        long start = System.nanoTime();
        int quiet = 0;
        while (quiet < 10 && System.nanoTime() - start < MOST_NANOSECONDS) {
            quiet = allocated(step) == 0 ? quiet + 1 : 0;
        }
    }
}
