// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.internal.warmup;

import io.github.rmspropsimd.internal.loop.Coefficients;
import io.github.rmspropsimd.internal.loop.Loop;
import io.github.rmspropsimd.internal.loop.StateBuffers;
import java.util.Arrays;

/** A loop that allocates, as far as its counter says, until it has been called often enough. */
final class FakeLoop extends Loop {

    static final int LANES = 8;

    private int callsUntilCompiled;
    private long bytes;

    /** Runs in every step. */
    Runnable onStep = () -> {};

    private FakeLoop(int lanes, int callsUntilCompiled) {
        super(new Loop[lanes > 1 ? lanes + 1 : 1]);
        Arrays.fill(byLength(), this);
        this.callsUntilCompiled = callsUntilCompiled;
    }

    static FakeLoop scalar() {
        return new FakeLoop(1, 0);
    }

    static FakeLoop vector(int callsUntilCompiled) {
        return new FakeLoop(LANES, callsUntilCompiled);
    }

    /** The JVM drops its compiled code. */
    void lose(int callsUntilCompiledAgain) {
        callsUntilCompiled = callsUntilCompiledAgain;
    }

    long bytes() {
        return bytes;
    }

    @Override
    public void step(
            float[] params,
            int offset,
            float[] grads,
            int gradsOffset,
            int length,
            StateBuffers state,
            Coefficients coefficients,
            float learningRate,
            float gradientScale) {
        onStep.run();
        if (callsUntilCompiled > 0) {
            callsUntilCompiled--;
            bytes += 64;
        }
    }
}
