// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import java.util.concurrent.TimeUnit;

/**
 * Makes one variant's vector loop fast, away from those who wait for steps, and lets it serve when it provably allocates
 * nothing. Later {@link #probe} finds out whether the JVM has lost the compiled code again.
 */
final class Warming {

    private static final int MOST_LOSSES = 10;
    private static final long LOSSES_NANOSECONDS = TimeUnit.HOURS.toNanos(1);

    private final Serving serving;
    private final Loop scalar;
    private final RmsProp rule;

    // The following are of the thread that warms, and later of the warming thread alone.
    private AllocationCounter counter;
    private Loop vector;
    private Exercise exercise;
    private Exercise mixedExercise; // while the loop that mixes serves beside the other
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
            vector = Loops.unmixed(rule.variant());
            exercise = new Exercise(counter, rule, vector, false);
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
            if (!exercise.isQuiet() || (mixedExercise != null && !mixedExercise.isQuiet())) {
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
        long deadline = start + seconds * 1_000_000_000L;
        try {
            if (exercise.becomesQuiet(deadline)) {
                long milliseconds = (System.nanoTime() - start) / 1_000_000;
                String status =
                        "SIMD serves with " + VectorLoop.lanes() + " lanes, after " + milliseconds + " ms of warming";
                serving.settle(vector, status + ".");
                mixUnlessInterrupted(deadline, status);
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

    private void mixUnlessInterrupted(long deadline, String status) {
        try {
            mix(deadline, status);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Lets every fourth vector go past the divider in steps that are faster so on this processor. Until that is known, or
     * should C2 not compile it, the loop that serves already does so.
     */
    private void mix(long deadline, String status) throws InterruptedException {
        mixedExercise = null;
        boolean forced = Mixing.isForced(rule.variant());
        if (!forced && !Mixing.isTried(rule.variant(), VectorLoop.lanes())) {
            return;
        }
        Loop mixed = Loops.mixed(rule.variant());
        Exercise tried = new Exercise(counter, rule, mixed, true);
        if (!tried.becomesQuiet(deadline)) {
            return;
        }
        int length = forced
                ? Mixing.VECTORS * VectorLoop.lanes()
                : new MixingTrial(rule, vector, mixed).leastLengthThatGains();
        if (length != MixingTrial.NONE) {
            mixedExercise = tried;
            serving.settle(
                    mixed.mixedFrom(length),
                    status + "; from " + length + " elements on every fourth vector goes past the divider.");
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
        exercise = null;
        mixedExercise = null;
        SimdGate.logRefusal(reason);
        serving.settle(scalar, "SCALAR serves, since " + reason + ".");
    }
}
