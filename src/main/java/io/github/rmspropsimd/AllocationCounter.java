// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * Counts the bytes that the current thread allocates: what tells a compiled vector loop, which allocates nothing, from
 * one that is not.
 */
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
        AllocationCounter counter;
        try {
            counter = ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads
                    ? new AllocationCounter(threads)
                    : null;
        } catch (LinkageError noManagementModule) {
            throw new UnsupportedOperationException(
                    "this Java runtime has no module jdk.management, whose count of allocated bytes tells when C2 has"
                            + " compiled the vector loop; add it to the jlink image, or with --add-modules",
                    noManagementModule);
        }
        if (counter == null || !counter.counts()) {
            throw new UnsupportedOperationException(
                    "this JVM does not count the bytes that a thread allocates, which tells when C2 has compiled the"
                            + " vector loop; do not switch that off with setThreadAllocatedMemoryEnabled");
        }
        return counter;
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

    /** Bytes that the current thread has allocated in its life, or -1 where somebody has switched the count off. */
    long bytes() {
        return threads.getCurrentThreadAllocatedBytes();
    }
}
