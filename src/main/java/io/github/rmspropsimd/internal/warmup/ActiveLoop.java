// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.internal.warmup;

import io.github.rmspropsimd.internal.loop.Coefficients;
import io.github.rmspropsimd.internal.loop.Loop;
import io.github.rmspropsimd.internal.loop.StateBuffers;

/**
 * The loop that kernels run, and the sentence that says why. Immutable: both change together, as one reference. Steps pass
 * through here also during the warm-up, so the JVM's profile of the call below knows every loop before the switch.
 */
public final class ActiveLoop extends Loop {

    private final String status;

    ActiveLoop(Loop loop, String status) {
        super(loop.byLength());
        this.status = status;
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
        forLength(length)
                .step(params, offset, grads, gradsOffset, length, state, coefficients, learningRate, gradientScale);
    }

    public boolean isVector() {
        return lanes() > 1;
    }

    public String status() {
        return status;
    }
}
