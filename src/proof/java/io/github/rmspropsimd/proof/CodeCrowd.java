// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.proof;

import io.github.rmspropsimd.internal.loop.Coefficients;
import io.github.rmspropsimd.internal.loop.Loop;
import io.github.rmspropsimd.internal.loop.LoopCache;
import io.github.rmspropsimd.internal.loop.OperationOrder;
import io.github.rmspropsimd.internal.loop.StateBuffers;
import io.github.rmspropsimd.internal.loop.Variant;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Squeezes the code cache: makes loops that the JVM compiles one by one until little room is left, keeps calling them for a
 * while, since the JVM drops what is not called, and lets them go.
 */
final class CodeCrowd implements Runnable {

    private static final int CROWDED = 80;
    private static final int CALLS = 6_000;
    private static final int LENGTH = 4;
    private static final Coefficients COEFFICIENTS = new Coefficients(0.9f, 0.1f, 1e-6f, 0.5f, 0.1f, 0.1f);

    private final Soaking soaking;
    private static final List<MemoryPoolMXBean> POOLS = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool ->
                    pool.getName().startsWith("CodeCache") || pool.getName().startsWith("CodeHeap"))
            .toList();
    private final Deque<Loop> loops = new ArrayDeque<>();
    private final float[] params = new float[LENGTH];
    private final float[] grads = new float[LENGTH];
    private final StateBuffers state = new StateBuffers(new float[LENGTH], new float[LENGTH], new float[LENGTH]);

    CodeCrowd(Soaking soaking) {
        this.soaking = soaking;
    }

    @Override
    public void run() {
        while (soaking.isGoingOn()) {
            int percent = percentInUse();
            soaking.counts.fullest.accumulate(percent);
            if (percent < CROWDED) {
                addLoop();
            } else {
                soaking.counts.crowdings.increment();
                holdFor(1_500);
                loops.clear();
                System.gc(); // drops the loops' classes and code
                if (!Pause.milliseconds(1_500)) {
                    return;
                }
            }
        }
    }

    private void holdFor(int milliseconds) {
        for (int i = 0; i < milliseconds && soaking.isGoingOn(); i += 50) {
            loops.forEach(this::step);
            Pause.milliseconds(50);
        }
    }

    /** Percent of the code cache in use, 0 where the JVM does not say. */
    static int percentInUse() {
        long used = 0;
        long most = 0;
        for (MemoryPoolMXBean pool : POOLS) {
            used += pool.getUsage().getUsed();
            most += pool.getUsage().getMax();
        }
        return most <= 0 ? 0 : (int) (100 * used / most);
    }

    private void addLoop() {
        Variant variant = new Variant(
                OperationOrder.D2L, true, true, true, true, true, true, true, true, loops.size() % 2 == 0, false);
        Loop loop = LoopCache.newScalar(variant, false);
        loops.add(loop);
        for (int i = 0; i < CALLS; i++) {
            step(loop);
        }
        loops.forEach(this::step); // so that none is cold
        soaking.counts.crowdLoops.increment();
        Pause.milliseconds(1);
    }

    private void step(Loop loop) {
        loop.step(params, 0, grads, 0, LENGTH, state, COEFFICIENTS, 0.01f, 1f);
    }
}
