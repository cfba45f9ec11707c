// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

/**
 * Calls one vector loop, on scratch buffers, until C2 has compiled it: until then, every operation on a vector allocates,
 * and then none.
 */
final class Exercise {

    /**
     * A little more calls than the JVM counts before C2 compiles (Tier3InvocationThreshold and Tier4InvocationThreshold).
     * It also counts iterations, but calls with one vector or none reach it with the least garbage: 6 MB in all, where
     * calls with 64 vectors made 130 MB, for the same speed afterwards (256-bit lanes, JDK 17 and 25).
     */
    private static final int CALLS_UNTIL_COMPILED = 5_400;

    /** In case that was not enough: the JVM asks for more calls while C2 is busy. */
    private static final int CALLS_MORE = 1_500;

    /**
     * Then the compilers have the processor for a millisecond: where three threads share two, who takes steps on one of
     * them loses it for milliseconds.
     */
    private static final int CALLS_AT_ONCE = 50;

    private static final int POLLS = 20;
    private static final int POLLING_MILLISECONDS = 5;
    private static final int LONGEST_PAUSE_MILLISECONDS = 100;
    private static final int QUIET_ROUNDS = 3;

    private final AllocationCounter counter;
    private final Walk walk;

    /**
     * @param mixed whether the loop takes some vectors past the divider
     */
    Exercise(AllocationCounter counter, RmsProp rule, Loop vector, boolean mixed) {
        this.counter = counter;
        this.walk = new Walk(rule, vector, mixed);
    }

    /**
     * First the two paths that run vectors, each until it is compiled; then all paths, which may throw that away again.
     *
     * @param deadline by System.nanoTime
     * @return false if that was not to be
     */
    boolean becomesQuiet(long deadline) throws InterruptedException {
        int quiet = 0;
        int pause = 1;
        while (quiet < QUIET_ROUNDS) {
            if (isLate(deadline) || !becomesQuiet(false, deadline) || !becomesQuiet(true, deadline)) {
                return false;
            }
            if (allocatedEverywhere() == 0) {
                quiet++;
            } else {
                quiet = 0;
                Thread.sleep(pause);
                pause = Math.min(2 * pause, LONGEST_PAUSE_MILLISECONDS);
            }
        }
        return true;
    }

    private boolean becomesQuiet(boolean overlapping, long deadline) throws InterruptedException {
        int calls = CALLS_UNTIL_COMPILED;
        int polls = POLLS;
        while (allocated(overlapping, 1) != 0) {
            for (int done = 0; done < calls; done += CALLS_AT_ONCE) {
                allocated(overlapping, CALLS_AT_ONCE);
                Thread.sleep(1);
            }
            for (int poll = 0; poll < polls && allocated(overlapping, 1) != 0; poll++) {
                if (isLate(deadline)) {
                    return false;
                }
                Thread.sleep(POLLING_MILLISECONDS);
            }
            calls = CALLS_MORE;
            polls += polls / 4 + 1;
        }
        return true;
    }

    private static boolean isLate(long deadline) {
        return System.nanoTime() - deadline > 0;
    }

    /** Whether the loop still allocates nothing. */
    boolean isQuiet() {
        for (int round = 0; round < QUIET_ROUNDS; round++) {
            if (allocated(false, 1) == 0 && allocated(true, 1) == 0 && allocatedEverywhere() == 0) {
                return true;
            }
        }
        return false;
    }

    private long allocated(boolean overlapping, int steps) {
        long before = counter.bytes();
        if (overlapping) {
            walk.overlaps(steps);
        } else {
            walk.wholeVectors(steps);
        }
        return since(before);
    }

    private long allocatedEverywhere() {
        long before = counter.bytes();
        walk.everywhere();
        return since(before);
    }

    /** Not 0 if somebody has switched the count off. */
    private long since(long before) {
        return before < 0 ? before : counter.bytes() - before;
    }
}
