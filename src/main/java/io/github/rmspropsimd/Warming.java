// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Makes one variant's vector loop fast, away from those who wait for steps, and lets it serve when it provably allocates
 * nothing. Later {@link #probe} finds out whether the JVM has lost the compiled code again.
 */
final class Warming {

    private static final int MOST_LOSSES = 10;
    private static final int MOST_MIXINGS = 3;

    /** Less than the timeout of warming: who serves needs none of it. */
    private static final int MIXING_SECONDS = 10;

    private static final long LOSSES_NANOSECONDS = TimeUnit.HOURS.toNanos(1);

    private final Serving serving;
    private final Loop scalar;
    private final RmsProp rule;

    // The following are of the thread that warms, and later of the warming thread alone.
    private AllocationCounter counter;
    private Loop vector;
    private Exercise exercise;
    private Exercise mixedExercise; // while the loop that mixes serves beside the other
    private String warmed; // what is said of who serves
    private int mixings;
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
        mixLater();
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
            if (!exercise.isQuiet()) {
                recover();
            } else if (mixedExercise != null && !mixedExercise.isQuiet()) {
                mixedExercise = null;
                sayOfMixing("stopped, since its compiled code was lost");
                mixLater();
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
            mixedExercise = null;
            warm();
            mixLater();
        }
    }

    private void warm() {
        long start = System.nanoTime();
        int seconds = SystemProperties.warmingTimeoutSeconds();
        long deadline = start + seconds * 1_000_000_000L;
        try {
            if (exercise.becomesQuiet(deadline)) {
                long milliseconds = (System.nanoTime() - start) / 1_000_000;
                warmed = "SIMD serves with " + VectorLoop.lanes() + " lanes, after " + milliseconds + " ms of warming";
                serving.settle(vector, warmed + ".");
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
     * Finds out whether the loop gains by mixing, after all others that wait to be warmed. It serves meanwhile, and serves
     * on whatever becomes of that.
     */
    private void mixLater() {
        boolean possible = Mixing.isForced(rule.variant()) || Mixing.isTried(rule.variant(), VectorLoop.lanes());
        if (serving.loop().backend() == Backend.SCALAR || !possible || mixings == MOST_MIXINGS) {
            return;
        }
        mixings++;
        Executor executor = WarmingThread.isWanted() ? WarmingThread.INSTANCE : Runnable::run;
        try {
            executor.execute(this::mixIfThatGains);
        } catch (OutOfMemoryError noThread) {
            sayOfMixing("could not be tried: " + noThread);
        }
    }

    private void mixIfThatGains() {
        if (serving.loop().backend() == Backend.SCALAR || mixedExercise != null) {
            return;
        }
        try {
            mix(Mixing.isForced(rule.variant()) ? SystemProperties.warmingTimeoutSeconds() : MIXING_SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) { // such as no memory
            mixedExercise = null;
            if (serving.loop().backend() == Backend.SIMD) {
                sayOfMixing("failed: " + e);
            } else {
                giveUp("warming the vector loop again failed: " + e);
            }
        }
        if (mixedExercise == null) {
            Loops.dropMixed(rule.variant());
        }
    }

    private void mix(int seconds) throws InterruptedException {
        long deadline = System.nanoTime() + seconds * 1_000_000_000L;
        Loop mixed = Loops.mixed(rule.variant());
        Exercise tried = new Exercise(counter, rule, mixed, true);
        if (!tried.becomesQuiet(deadline)) {
            sayOfMixing("was not compiled in time");
            return;
        }
        if (!exercise.isQuiet()) { // whose code the other's first calls may have undone
            recover();
            return;
        }
        int length = Mixing.isForced(rule.variant())
                ? Mixing.VECTORS * VectorLoop.lanes()
                : new MixingTrial(rule, vector, mixed, System::nanoTime).leastLengthThatGains();
        if (length == MixingTrial.NONE) {
            sayOfMixing("gained nothing");
        } else {
            mixedExercise = tried;
            serving.settle(
                    mixed.mixedFrom(length),
                    warmed + "; from " + length + " elements on every fourth vector goes past the divider.");
        }
    }

    private void sayOfMixing(String what) {
        serving.settle(vector, warmed + "; to take some vectors past the divider " + what + ".");
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
