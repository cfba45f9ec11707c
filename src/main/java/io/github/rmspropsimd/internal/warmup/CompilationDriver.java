// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.internal.warmup;

import com.sun.management.ThreadMXBean;
import io.github.rmspropsimd.internal.loop.Loop;
import io.github.rmspropsimd.internal.loop.LoopCache;
import io.github.rmspropsimd.internal.loop.Variant;
import java.lang.management.ManagementFactory;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;

/**
 * Calls a vector loop until C2 has compiled it. Until then every operation on a vector allocates, and then none does: so the
 * loop is compiled when it takes all paths without allocating.
 */
final class CompilationDriver {

    enum Outcome {
        COMPILED,
        /** The pause ended the run. */
        MADE_WAY,
        LATE,
        /** Somebody has switched off the count of allocated bytes. */
        UNCOUNTED
    }

    private static final int ALLOCATION_FREE_PASSES = 3;
    private static final long NOISE = 4_096;

    private final LongSupplier allocatedBytes;
    private final Loop loop;
    private final WarmUpWorkload workload;

    /**
     * @param allocatedBytes bytes that the current thread has allocated in its life; negative if nobody counts
     */
    CompilationDriver(LongSupplier allocatedBytes, Loop loop, Variant variant) {
        this.allocatedBytes = allocatedBytes;
        this.loop = loop;
        this.workload = new WarmUpWorkload(loop, variant);
    }

    /**
     * The driver of this variant's vector loop.
     *
     * @throws UnsupportedOperationException if SIMD cannot run here, with the reason
     */
    static CompilationDriver of(Variant variant) {
        String refusal = SimdGate.refusal(variant);
        if (refusal != null) {
            throw new UnsupportedOperationException(refusal);
        }
        return new CompilationDriver(countOfAllocatedBytes(), LoopCache.vector(variant), variant);
    }

    private static LongSupplier countOfAllocatedBytes() {
        if (ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads
                && threads.isThreadAllocatedMemorySupported()
                && threads.isThreadAllocatedMemoryEnabled()) {
            return threads::getCurrentThreadAllocatedBytes;
        }
        throw new UnsupportedOperationException("this JVM does not count the bytes that a thread allocates, which shows"
                + " when C2 has compiled the vector loop; do not switch that off with setThreadAllocatedMemoryEnabled");
    }

    /** What becomes active once the loop is compiled. */
    ActiveLoop active(long milliseconds) {
        return new ActiveLoop(
                loop,
                "Running SIMD with " + loop.lanes() + " lanes, compiled after " + milliseconds + " ms of warm-up.");
    }

    /**
     * Takes all paths, and where that allocates calls on, for the JVM to count: it compiles what was called often. It also
     * compiles again, after as many more calls, what met a path that was not in its profile; so every batch has all paths.
     *
     * @param pause told how many nanoseconds the last batch took; false ends the run
     */
    Outcome drive(LongPredicate pause, Platform platform, long deadline) {
        int passes = 0;
        while (passes < ALLOCATION_FREE_PASSES) {
            long start = platform.nanoTime();
            long bytes = passes == 0 ? allocatedBy(false) : 0;
            if (bytes == 0) {
                bytes = allocatedBy(true);
            }
            if (bytes < 0) {
                return Outcome.UNCOUNTED;
            }
            passes = bytes == 0 ? passes + 1 : 0;
            if (passes == 0) {
                workload.call();
            }
            long now = platform.nanoTime();
            if (now - deadline > 0) {
                return Outcome.LATE;
            }
            if (!pause.test(now - start)) {
                return Outcome.MADE_WAY;
            }
        }
        return Outcome.COMPILED;
    }

    /** Whether the loop still takes all paths without allocating. The JVM itself allocates a little now and then: so three tries. */
    boolean isAllocationFree() {
        long bytes = NOISE;
        for (int pass = 0; pass < ALLOCATION_FREE_PASSES && bytes > 0 && bytes <= NOISE; pass++) {
            bytes = allocatedBy(true);
        }
        return bytes == 0;
    }

    private long allocatedBy(boolean allPaths) {
        long before = allocatedBytes.getAsLong();
        if (allPaths) {
            workload.allPaths();
        } else {
            workload.sample();
        }
        return before < 0 ? before : allocatedBytes.getAsLong() - before;
    }
}
