// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.internal.warmup;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A caller steps and asks while the loop switches and falls back: loop and status are always of one record. */
@JCStressTest
@Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "the status is that of the loop, twice")
@Outcome(expect = Expect.FORBIDDEN, desc = "loop and status of different records")
@State
public class SwitchStress {

    private static final float[] NONE = {};

    private final ActiveLoop scalar = new ActiveLoop(FakeLoop.scalar(), "scalar");
    private final ActiveLoop vector = new ActiveLoop(FakeLoop.vector(0), "vector");
    private final LoopSelector selector = LoopSelector.fixed(FakeLoop.scalar(), "scalar");

    @Actor
    public void caller(ZZ_Result result) {
        result.r1 = steps();
        result.r2 = steps();
    }

    private boolean steps() {
        ActiveLoop active = selector.active();
        active.step(NONE, 0, NONE, 0, 0, null, null, 0, 0);
        return active.isVector() == active.status().equals("vector");
    }

    @Actor
    public void warmUpThread() {
        selector.publish(vector);
        selector.publish(scalar);
        selector.publish(new ActiveLoop(FakeLoop.vector(0), "vector"));
    }
}
