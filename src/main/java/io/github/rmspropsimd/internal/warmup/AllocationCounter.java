// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.internal.warmup;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Counts the bytes that the current thread allocates. A compiled vector loop allocates none, any other does. */
final class AllocationCounter {

    private static final int PROBE = 1_000;

    private final ThreadMXBean threads;
    private byte[] probe;

    private AllocationCounter(ThreadMXBean threads) {
        this.threads = threads;
    }

    /**
     * A counter that has been seen to count.
     *
     * @throws UnsupportedOperationException if there is none, with the reason as a clause without a full stop
     */
    static AllocationCounter create() {
        if (ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads) {
            AllocationCounter counter = new AllocationCounter(threads);
            if (counter.counts()) {
                return counter;
            }
        }
        throw new UnsupportedOperationException(
                "this JVM does not count the bytes that a thread allocates, which shows when"
                        + " C2 has compiled the vector loop; do not switch that off with setThreadAllocatedMemoryEnabled");
    }

    private boolean counts() {
        try {
            long before = bytes();
            probe = new byte[PROBE];
            return before >= 0 && bytes() - before >= probe.length;
        } catch (UnsupportedOperationException e) {
            return false;
        }
    }

    /** Bytes that the current thread has allocated in its life, or -1 if somebody has switched the count off. */
    long bytes() {
        return threads.getCurrentThreadAllocatedBytes();
    }
}
