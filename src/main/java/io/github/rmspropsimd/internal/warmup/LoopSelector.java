// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.internal.warmup;

import io.github.rmspropsimd.internal.loop.Loop;
import io.github.rmspropsimd.internal.loop.LoopCache;
import io.github.rmspropsimd.internal.loop.Variant;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.HashMap;
import java.util.Map;

/**
 * Which loop is active. Default kernels of one variant share a selector, so the vector loop is warmed up once and all of
 * them switch together. The selector of a kernel on a fixed backend never changes.
 *
 * <p>A step takes no lock: it reads one reference.
 */
public final class LoopSelector {

    private static final VarHandle ACTIVE;

    static {
        try {
            ACTIVE = MethodHandles.lookup().findVarHandle(LoopSelector.class, "active", ActiveLoop.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final Map<Variant, LoopSelector> SHARED = new HashMap<>();

    @SuppressWarnings("unused") // read and written through ACTIVE
    private ActiveLoop active;

    private final WarmUpTask task; // null where the loop is fixed

    private LoopSelector(ActiveLoop active, WarmUpTask task) {
        this.active = active;
        this.task = task;
        active(); // the first read through a VarHandle takes a millisecond: here, and not in a step
    }

    public static LoopSelector fixed(Loop loop, String status) {
        return new LoopSelector(new ActiveLoop(loop, status), null);
    }

    /** Whether the loop never changes: a fixed vector loop may not be compiled. */
    public boolean isFixed() {
        return task == null;
    }

    /** The selector of all default kernels of this variant. */
    public static LoopSelector shared(Variant variant) {
        synchronized (SHARED) {
            LoopSelector selector = SHARED.get(variant);
            if (selector == null) {
                selector = of(new WarmUpTask(LoopCache.scalar(variant), variant));
                SHARED.put(variant, selector);
            }
            return selector;
        }
    }

    static LoopSelector of(WarmUpTask task) {
        LoopSelector selector = new LoopSelector(task.idle(), task);
        task.publishTo(selector);
        return selector;
    }

    /** The loop of the next step. An opaque read: C2 hoisted a plain one out of a caller's loop, for good. */
    public ActiveLoop active() {
        return (ActiveLoop) ACTIVE.getOpaque(this);
    }

    void publish(ActiveLoop next) {
        ACTIVE.setRelease(this, next);
    }

    /** Starts the warm-up in the background, unless it has started or the property forbids it. */
    public void warmUp() {
        if (task != null && SystemProperties.isWarmUpInBackground()) {
            WarmUpThread.INSTANCE.submit(task);
        }
    }

    /** Waits until the vector loop is active or known not to be possible; true once it is active. */
    public boolean awaitVector(long nanoseconds) throws InterruptedException {
        return task != null ? WarmUpThread.INSTANCE.await(task, nanoseconds) : active().isVector();
    }
}
