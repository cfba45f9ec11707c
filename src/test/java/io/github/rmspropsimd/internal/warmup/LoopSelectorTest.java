// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.internal.warmup;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rmspropsimd.internal.loop.LoopCache;
import io.github.rmspropsimd.internal.loop.OperationOrder;
import io.github.rmspropsimd.internal.loop.Variant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a caller sees of a switch. */
class LoopSelectorTest {

    private static final float[] NONE = {};

    private static Variant variant(boolean maximize) {
        return new Variant(OperationOrder.D2L, false, false, true, false, true, false, false, false, maximize, true);
    }

    private static long stepsUntilItSwitches(LoopSelector selector, int most) {
        int steps = 0;
        while (steps < most && !selector.active().isVector()) {
            selector.active().step(NONE, 0, NONE, 0, 0, null, null, 0, 0);
            steps++;
        }
        return steps;
    }

    /** With a plain read of the active loop C2 moves it out of the caller's loop, which then runs on with the old one. */
    @Test
    void aCallerInsideOneLongLoopSeesTheSwitch() throws Exception {
        FakeLoop scalar = FakeLoop.scalar();
        FakeLoop vector = FakeLoop.vector(0);
        LoopSelector selector = LoopSelector.fixed(scalar, "scalar");
        for (int i = 0; i < 20; i++) {
            stepsUntilItSwitches(selector, 20_000);
        }
        CompletableFuture<Long> caller = new CompletableFuture<>();
        Thread thread = new Thread(() -> caller.complete(stepsUntilItSwitches(selector, Integer.MAX_VALUE)));
        thread.setDaemon(true);
        thread.start();
        Thread.sleep(500);
        assertFalse(caller.isDone());

        selector.publish(new ActiveLoop(vector, "vector"));

        assertTrue(caller.get(20, TimeUnit.SECONDS) < Integer.MAX_VALUE);
    }

    @Test
    void aVariantHasOneSelectorAndFixedOnesNeverWait() throws Exception {
        assertSame(LoopSelector.shared(variant(true)), LoopSelector.shared(variant(true)));
        assertFalse(LoopSelector.shared(variant(true)) == LoopSelector.shared(variant(false)));
        LoopSelector fixed = LoopSelector.fixed(LoopCache.scalar(variant(true)), "fixed");
        assertFalse(fixed.awaitVector(Long.MAX_VALUE));
        fixed.warmUp();
        assertFalse(fixed.active().isVector());
        assertTrue(LoopSelector.fixed(FakeLoop.vector(0), "fixed").awaitVector(0));
    }
}
