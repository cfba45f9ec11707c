// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import java.util.concurrent.TimeUnit;

/**
 * Makes one variant's vector loop fast, away from those who wait for steps, and lets it serve when it provably allocates
 * nothing: until C2 has compiled it, every operation on a vector allocates. Later {@link #probe} finds out whether the
 * JVM has lost the compiled code again.
 */
final class Warming {

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
    private static final int MOST_LOSSES = 10;
    private static final long LOSSES_NANOSECONDS = TimeUnit.HOURS.toNanos(1);

    private final Serving serving;
    private final Loop scalar;
    private final RmsProp rule;

    // The following are of the thread that warms, and later of the warming thread alone.
    private AllocationCounter counter;
    private Loop vector;
    private Walk walk;
    private long deadline;
    private int losses;
    private long lastLoss;

    Warming(Serving serving, Loop scalar, RmsProp rule) {
        this.serving = serving;
        this.scalar = scalar;
        this.rule = rule;
    }

    /** Decides who serves. */
    void run() {
        try {
            String refusal = SimdGate.refusal(rule.variant());
            if (refusal != null) {
                giveUp(refusal);
                return;
            }
            counter = AllocationCounter.create();
            VectorLoop.loadSpecies();
            vector = Loops.vector(rule.variant());
            walk = new Walk(rule, vector);
        } catch (UnsupportedOperationException e) {
            giveUpOrBack(e.getMessage());
            return;
        }
        warm();
        if (serving.loop().backend() == Backend.SIMD && WarmingThread.isWanted()) {
            CollectionWatch.watch(this);
        }
    }

    /** Whether the loop still allocates nothing; if not, SCALAR serves until it is warm again. */
    void probe() {
        if (serving.loop().backend() == Backend.SCALAR) {
            return;
        }
        try {
            if (!isQuiet()) {
                recover();
            }
        } catch (Throwable e) { // such as no memory, for want of which SIMD must not serve on
            giveUp("warming the vector loop again failed: " + e);
        }
    }

    private void recover() {
        long now = System.nanoTime();
        losses = now - lastLoss < LOSSES_NANOSECONDS ? losses + 1 : 1;
        lastLoss = now;
        if (losses > MOST_LOSSES) {
            giveUp("the JVM has lost the vector loop's compiled code " + losses
                    + " times, each within an hour of the last");
        } else {
            serving.unsettle(scalar, "SCALAR serves until the vector loop is warm again: its compiled code was lost.");
            warm();
        }
    }

    private void warm() {
        long start = System.nanoTime();
        int seconds = SystemProperties.warmingTimeoutSeconds();
        deadline = start + seconds * 1_000_000_000L;
        try {
            if (becomesQuiet()) {
                long milliseconds = (System.nanoTime() - start) / 1_000_000;
                serving.settle(
                        vector,
                        "SIMD serves with " + VectorLoop.lanes() + " lanes, after " + milliseconds + " ms of warming.");
            } else if (counter.bytes() < 0) {
                giveUp(
                        "the JVM's count of allocated bytes, which tells when C2 has compiled the vector loop, was switched off");
            } else {
                giveUp("after " + seconds
                        + " s of warming the vector loop still allocates, so that C2 has not compiled it;"
                        + " look for a full code cache, a compile command that excludes it, or processors that are never"
                        + " free");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            giveUpOrBack("the thread that warmed the vector loop was interrupted");
        }
    }

    /**
     * For reasons that lie in a thread of somebody's: it was interrupted, or it is a virtual one, whose bytes the JVM does
     * not count. Our own thread then takes over, where it is wanted.
     */
    private void giveUpOrBack(String reason) {
        if (WarmingThread.isCurrent()) {
            giveUp(reason);
        } else {
            serving.giveBack(reason);
        }
    }

    private void giveUp(String reason) {
        walk = null;
        SimdGate.logRefusal(reason);
        serving.settle(scalar, "SCALAR serves, since " + reason + ".");
    }

    /** First the two paths that run vectors, each until it is compiled; then all paths, which may throw that away again. */
    private boolean becomesQuiet() throws InterruptedException {
        int quiet = 0;
        int pause = 1;
        while (quiet < QUIET_ROUNDS) {
            if (isLate() || !becomesQuiet(false) || !becomesQuiet(true)) {
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

    private boolean becomesQuiet(boolean overlapping) throws InterruptedException {
        int calls = CALLS_UNTIL_COMPILED;
        int polls = POLLS;
        while (allocated(overlapping, 1) != 0) {
            for (int done = 0; done < calls; done += CALLS_AT_ONCE) {
                allocated(overlapping, CALLS_AT_ONCE);
                Thread.sleep(1);
            }
            for (int poll = 0; poll < polls && allocated(overlapping, 1) != 0; poll++) {
                if (isLate()) {
                    return false;
                }
                Thread.sleep(POLLING_MILLISECONDS);
            }
            calls = CALLS_MORE;
            polls += polls / 4 + 1;
        }
        return true;
    }

    private boolean isLate() {
        return System.nanoTime() - deadline > 0;
    }

    private boolean isQuiet() {
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
