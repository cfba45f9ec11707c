// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.internal.warmup;

import io.github.rmspropsimd.internal.loop.Coefficients;
import io.github.rmspropsimd.internal.loop.Loop;
import io.github.rmspropsimd.internal.loop.StateBuffers;

/**
 * The loop that kernels run, and the sentence that says why. Immutable: both change together, as one reference. Steps pass
 * through here also during the warm-up, so the JVM's profile of the calls below knows every loop before the switch.
 */
public final class ActiveLoop extends Loop {

    /** A 512-bit vector is a cache line. Memory takes longer for each that lies across two: narrower vectors gain nothing. */
    private static final int CACHE_LINE = 16;

    /** Long arrays begin at a cache line, and their elements 16 bytes behind it. */
    private static final int FIRST_ALIGNED = CACHE_LINE - 4;

    /** Shorter steps find their arrays in the second-level cache, and wait for the divider. */
    private static final int ALIGNED_FROM = 1 << 17;

    private final String status;
    private final int alignedFrom;

    ActiveLoop(Loop loop, String status) {
        this(loop, status, ALIGNED_FROM);
    }

    /** @param alignedFrom the least length whose vectors are aligned, where a vector is a cache line */
    ActiveLoop(Loop loop, String status, int alignedFrom) {
        super(loop.byLength());
        this.status = status;
        this.alignedFrom = loop.lanes() == CACHE_LINE ? alignedFrom : Integer.MAX_VALUE;
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
        if (length < alignedFrom) {
            forLength(length)
                    .step(params, offset, grads, gradsOffset, length, state, coefficients, learningRate, gradientScale);
        } else {
            stepAligned(params, offset, grads, gradsOffset, length, state, coefficients, learningRate, gradientScale);
        }
    }

    /** A separate method: inside step it made short steps 2 to 4 ns slower. */
    private void stepAligned(
            float[] params,
            int offset,
            float[] grads,
            int gradsOffset,
            int length,
            StateBuffers state,
            Coefficients coefficients,
            float learningRate,
            float gradientScale) {
        int head = (FIRST_ALIGNED - offset) & (CACHE_LINE - 1);
        forLength(head)
                .step(params, offset, grads, gradsOffset, head, state, coefficients, learningRate, gradientScale);
        forLength(length - head)
                .step(
                        params,
                        offset + head,
                        grads,
                        gradsOffset + head,
                        length - head,
                        state,
                        coefficients,
                        learningRate,
                        gradientScale);
    }

    public boolean isVector() {
        return lanes() > 1;
    }

    public String status() {
        return status;
    }
}
