// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Which loop serves, and why. Default kernels of one variant share one, so that the vector loop is warmed once and all of
 * them switch together; a kernel on a fixed backend has one that never changes.
 *
 * <p>Thread-safe. Whoever switches the loop holds no lock while it runs, and a step takes none.
 */
final class Serving implements Runnable {

    private static final long FIRST_MOMENTS = 100_000_000;

    private static final VarHandle LOOP;

    static {
        try {
            LOOP = MethodHandles.lookup().findVarHandle(Serving.class, "loop", Loop.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final Map<Variant, Serving> SHARED = new HashMap<>();

    /** The first rule that asked, whose variant is to be warmed; null where the loop is fixed. */
    private final RmsProp rule;

    private final Loop scalar;

    @SuppressWarnings("unused") // read and written through LOOP
    private Loop loop;

    private volatile String status;

    // Guarded by this.
    private long asked; // when somebody first asked for the vector loop, by System.nanoTime
    private boolean queued;
    private boolean hurried;
    private boolean begun;
    private boolean undecided;
    private Backend first; // that it was decided for, or null
    private CompletableFuture<Backend> stage; // made when asked for

    private Serving(Loop loop, String status, RmsProp rule) {
        this.loop = loop;
        this.scalar = loop;
        this.status = status;
        this.rule = rule;
        this.undecided = rule != null;
        this.first = rule == null ? loop.backend() : null;
        loop(); // the first read through a VarHandle takes a millisecond, and shall not be a step's
    }

    static Serving fixed(Loop loop, String status) {
        return new Serving(loop, status, null);
    }

    /** The one that all default kernels of the rule's variant share. */
    static Serving of(RmsProp rule) {
        synchronized (SHARED) {
            Serving serving = SHARED.get(rule.variant());
            if (serving == null) {
                String status =
                        "SCALAR serves, since nothing warms the vector loop; call warmUp() on the rule, or remove -D"
                                + SystemProperties.WARMING + "=off.";
                serving = new Serving(Loops.scalar(rule.variant()), status, rule);
                SHARED.put(rule.variant(), serving);
            }
            return serving;
        }
    }

    /**
     * The loop of the next step. An opaque read: C2 hoisted a plain one out of a caller's loop, which then never saw the
     * switch (JDK 17 and 25).
     */
    Loop loop() {
        return (Loop) LOOP.getOpaque(this);
    }

    String status() {
        return status;
    }

    /**
     * Has the vector loop warmed by this executor, unless that has begun already; by our own thread only once.
     *
     * @param hurry whether somebody waits, so that the first moments are not left to the application
     */
    void warmOn(Executor executor, boolean hurry) {
        boolean ours = executor == WarmingThread.INSTANCE;
        synchronized (this) {
            if (hurry) {
                hurried = true;
                notifyAll();
            }
            if (rule == null || begun || (ours && queued)) {
                return;
            }
            if (asked == 0) {
                asked = System.nanoTime();
            }
            queued |= ours;
            status = "SCALAR serves until the vector loop is warm.";
        }
        give(executor);
    }

    private void give(Executor executor) {
        boolean ours = executor == WarmingThread.INSTANCE;
        try {
            executor.execute(this);
        } catch (RuntimeException | Error e) {
            synchronized (this) {
                queued &= !ours; // so that the next kernel tries again
                if (!begun && !queued) {
                    status = "SCALAR serves, since nothing could be made to warm the vector loop: " + e + ".";
                    notifyAll();
                }
            }
            if (!ours) {
                throw e;
            }
        }
    }

    /**
     * Has our own thread go on with what another could not do, where that is wanted; if not, SCALAR serves, and who asks
     * next has the vector loop warmed.
     */
    void giveBack(String reason) {
        boolean ours = WarmingThread.isWanted();
        synchronized (this) {
            begun = false;
            queued = ours; // at once: who waits must at no time find that nobody is to warm it
            status = ours ? "SCALAR serves until the vector loop is warm." : "SCALAR serves, since " + reason + ".";
            notifyAll();
        }
        if (ours) {
            give(WarmingThread.INSTANCE);
        }
    }

    /** Warms the vector loop, unless somebody does or has. Its class is first loaded here, not by who asks for a kernel. */
    @Override
    public void run() {
        synchronized (this) {
            if (begun) {
                return;
            }
            begun = true;
        }
        leaveTheFirstMoments();
        try {
            new Warming(this, scalar, rule).run();
        } catch (Throwable e) { // such as no memory; who waits shall not wait for ever
            settle(scalar, "SCALAR serves, since warming the vector loop failed: " + e + ".");
        }
    }

    /**
     * Waits for a tenth of a second from when a kernel was asked for, unless somebody waits for SIMD. In that time the
     * application's first steps are interpreted, and wait for the compilers: on two processors, work beside them doubled
     * their 99.9th percentile.
     */
    private synchronized void leaveTheFirstMoments() {
        long end = asked + FIRST_MOMENTS;
        try {
            for (long left = end - System.nanoTime(); left > 0 && !hurried; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // and found by who warms
        }
    }

    /** Lets this loop serve from the next step on, for the time being. */
    void serve(Loop loop, String status) {
        this.status = status;
        LOOP.setRelease(this, loop);
    }

    /** Lets this loop serve, and tells those who wait. */
    void settle(Loop loop, String status) {
        serve(loop, status);
        CompletableFuture<Backend> waiting;
        synchronized (this) {
            undecided = false;
            first = first == null ? loop.backend() : first;
            waiting = stage;
            notifyAll();
        }
        if (waiting != null) {
            waiting.complete(loop.backend());
        }
    }

    /** Lets this loop serve until {@link #settle} is called again, for which those who wait then wait. */
    void unsettle(Loop loop, String status) {
        synchronized (this) {
            undecided = true;
        }
        serve(loop, status);
    }

    /** Waits until it is decided who serves, at most so long; whether SIMD serves then. */
    boolean awaitSimd(long nanoseconds) throws InterruptedException {
        warmOn(WarmingThread.INSTANCE, true);
        long start = System.nanoTime();
        synchronized (this) {
            while (undecided && (begun || queued)) {
                long left = nanoseconds - (System.nanoTime() - start);
                if (left <= 0) {
                    break;
                }
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        }
        return loop().backend() == Backend.SIMD;
    }

    /** Completes, once for all, when it is first decided who serves. */
    CompletionStage<Backend> settled() {
        synchronized (this) {
            if (stage == null) {
                stage = new CompletableFuture<>();
                if (first != null) {
                    stage.complete(first);
                }
            }
            return stage.minimalCompletionStage();
        }
    }
}
