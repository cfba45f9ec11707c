// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.internal.warmup;

import io.github.rmspropsimd.internal.loop.Loop;
import io.github.rmspropsimd.internal.loop.Variant;
import java.util.concurrent.TimeUnit;

/** The warm-up of one variant's vector loop: from idle to an active vector loop, back to SCALAR when its code is lost. */
class WarmUpTask {

    enum State {
        /** Nobody has asked for the vector loop, or a lost one waits to be awaited. SCALAR. */
        IDLE,
        WAITING,
        RUNNING,
        /** The vector loop is active. */
        ACTIVE,
        /** It cannot be, for the life of the JVM. SCALAR. */
        REFUSED
    }

    private static final int MOST_LOSSES = 10;
    private static final long LOSSES_NANOSECONDS = TimeUnit.HOURS.toNanos(1);

    private final Loop scalar;
    private final Variant variant;
    private final ActiveLoop failed;
    private LoopSelector selector;

    // Guarded by the WarmUpThread.
    State state = State.IDLE;
    int awaiting;

    // Used by the warm-up thread only.
    private CompilationDriver driver;
    private int losses;
    private long lastLoss;

    WarmUpTask(Loop scalar, Variant variant) {
        this.scalar = scalar;
        this.variant = variant;
        this.failed = scalarBecause("the warm-up failed, most likely because memory ran out");
    }

    /**
     * Makes the driver, on the warm-up thread.
     *
     * @throws UnsupportedOperationException if SIMD cannot run, with the reason as a clause without a full stop
     */
    CompilationDriver prepare() throws Exception {
        return CompilationDriver.of(variant);
    }

    void publishTo(LoopSelector selector) {
        this.selector = selector;
    }

    ActiveLoop idle() {
        return scalarBecause("background warm-up is off; awaitSimd starts it, as does removing -D"
                + SystemProperties.WARM_UP + "=off");
    }

    ActiveLoop waiting() {
        return new ActiveLoop(
                scalar,
                losses == 0
                        ? "Running SCALAR until the vector loop is compiled."
                        : "Running SCALAR until the vector loop is compiled again: the JVM dropped its compiled code.");
    }

    ActiveLoop notStarted(Throwable cause) {
        return scalarBecause("the warm-up thread could not be started (" + cause + ")");
    }

    private ActiveLoop scalarBecause(String reason) {
        return new ActiveLoop(scalar, "Running SCALAR: " + reason + ".");
    }

    boolean isUndecided() {
        return state == State.WAITING || state == State.RUNNING;
    }

    /** Called with the WarmUpThread's monitor. */
    void decide(State next, ActiveLoop active) {
        selector.publish(active);
        state = next;
    }

    /** The same without any allocation. */
    void fail() {
        decide(State.REFUSED, failed);
    }

    void run(WarmUpThread thread, Platform platform) {
        long start = platform.nanoTime();
        try {
            if (driver == null) {
                driver = prepare();
            }
            int seconds = SystemProperties.warmUpTimeoutSeconds();
            long deadline = start + TimeUnit.SECONDS.toNanos(seconds);
            switch (driver.drive(worked -> thread.pause(this, worked), platform, deadline)) {
                case COMPILED -> {
                    CodeLossMonitor.start();
                    long milliseconds = TimeUnit.NANOSECONDS.toMillis(platform.nanoTime() - start);
                    thread.decide(this, State.ACTIVE, driver.active(milliseconds));
                }
                case MADE_WAY -> thread.decide(this, State.WAITING, waiting());
                case UNCOUNTED ->
                    refuse(
                            thread,
                            "the count of allocated bytes, which shows that C2 has compiled the vector loop, was"
                                    + " switched off");
                case LATE ->
                    refuse(
                            thread,
                            "the vector loop still allocates after " + seconds + " s of warm-up, so C2 has not"
                                    + " compiled it; look for a full code cache, a compile command that excludes it, or"
                                    + " processors that are never free");
            }
        } catch (UnsupportedOperationException e) {
            refuse(thread, e.getMessage());
        } catch (Throwable e) { // such as no memory
            refuse(thread, "the warm-up failed (" + e + ")");
        }
    }

    private void refuse(WarmUpThread thread, String reason) {
        driver = null;
        try {
            SimdGate.logRefusal(reason); // before the decision: an application that awaits it may end the JVM then
        } catch (RuntimeException | Error e) {
            // an application's logger, or no memory: the refusal holds, and status() has the reason
        }
        thread.decide(this, State.REFUSED, scalarBecause(reason));
    }

    /** Falls back to SCALAR if the vector loop allocates again, and then waits to be warmed up again. */
    void probe(WarmUpThread thread, Platform platform) {
        try {
            if (!driver.isAllocationFree()) {
                lose(thread, platform.nanoTime());
            }
        } catch (Throwable e) { // such as no memory: the loop is not known to be compiled
            thread.fail(this);
        }
    }

    private void lose(WarmUpThread thread, long now) {
        losses = losses > 0 && now - lastLoss < LOSSES_NANOSECONDS ? losses + 1 : 1;
        lastLoss = now;
        if (losses > MOST_LOSSES) {
            refuse(
                    thread,
                    "the JVM dropped the compiled vector loop " + losses + " times, each within an hour of the last");
        } else if (SystemProperties.isWarmUpInBackground()) {
            thread.decide(this, State.WAITING, waiting());
        } else {
            thread.decide(
                    this,
                    State.IDLE,
                    scalarBecause("the JVM dropped the compiled vector loop, and background"
                            + " warm-up is off; awaitSimd compiles it again"));
        }
    }
}
