// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import io.github.rmspropsimd.internal.loop.Loop;
import io.github.rmspropsimd.internal.loop.LoopCache;
import io.github.rmspropsimd.internal.loop.MaskedTails;
import io.github.rmspropsimd.internal.loop.Variant;
import io.github.rmspropsimd.internal.warmup.LoopSelector;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * Two threads step on slices that meet inside a cache line, and one writes the element between them, which belongs to
 * neither. A loop that wrote an element outside its slice, even with the value it had, would undo a write of the other thread.
 * The scalar loop, the vector loop and the one with masked tails take turns.
 */
@JCStressTest
@Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "all writes are there")
@Outcome(expect = Expect.FORBIDDEN, desc = "an element outside a slice was written")
@State
public class DisjointSlicesStress {

    private static final int CUT = 21;
    private static final int END = 43;
    private static final float WRITTEN = 42;

    private static final RmsProp RULE = RmsProp.tensorflow();
    private static final Variant VARIANT = RULE.variant;
    private static final Loop[] LOOPS = {LoopCache.scalar(VARIANT), LoopCache.vector(VARIANT), MaskedTails.loop(VARIANT)
    };
    private static final AtomicInteger TURN = new AtomicInteger();
    private static final float[] EXPECTED = new float[END];

    static {
        float[] grads = new float[END];
        Arrays.fill(grads, 1f);
        RULE.kernel(Backend.SCALAR).step(EXPECTED, grads, RULE.newState(END), 0.01);
    }

    private final RmsPropKernel kernel = new RmsPropKernel(
            RULE, LoopSelector.fixed(LOOPS[(TURN.getAndIncrement() & 0xFFFF) % LOOPS.length], "under stress"));
    private final float[] params = new float[END];
    private final float[] grads = new float[END];
    private final RmsPropState state = RULE.newState(END);

    public DisjointSlicesStress() {
        Arrays.fill(grads, 1f);
    }

    @Actor
    public void left() {
        kernel.step(params, grads, state, 0, CUT, 0.01);
    }

    @Actor
    public void betweenAndRight() {
        params[CUT] = WRITTEN;
        state.squareAverage()[CUT] = WRITTEN;
        state.momentum()[CUT] = WRITTEN;
        kernel.step(params, grads, state, CUT + 1, END - CUT - 1, 0.01);
    }

    @Arbiter
    public void compare(ZZ_Result result) {
        boolean stepped = true;
        for (int i = 0; i < END; i++) {
            stepped &= i == CUT || params[i] == EXPECTED[i];
        }
        result.r1 = stepped;
        result.r2 = params[CUT] == WRITTEN && state.squareAverage()[CUT] == WRITTEN && state.momentum()[CUT] == WRITTEN;
    }
}
