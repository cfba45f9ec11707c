// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.internal.warmup;

import io.github.rmspropsimd.internal.loop.Coefficients;
import io.github.rmspropsimd.internal.loop.Loop;
import io.github.rmspropsimd.internal.loop.StateBuffers;
import io.github.rmspropsimd.internal.loop.Variant;
import java.util.Arrays;

/**
 * Steps of one vector loop on scratch buffers. C2 compiles a path that was never taken into an uncommon trap, so a path
 * missing here would cost an application's first use of it a fall into the interpreter, and some KB of garbage.
 */
final class WarmUpWorkload {

    /** Every length up to this many vectors; and one longer step, for the loop that C2 unrolls. */
    private static final int VECTORS = 4;

    private static final int LONG_VECTORS = 40;

    /** Above four vectors: the long steps here take the path that aligns vectors. */
    private static final int ALIGNED_FROM = 128;

    /** Calls of each loop in a batch: some 40 batches reach the JVM's Tier4InvocationThreshold of 5,000. */
    private static final int CALLS = 150;

    private static final float LEARNING_RATE = 1e-3f;
    private static final float SCALE = 0.5f;
    private static final Coefficients COEFFICIENTS = new Coefficients(0.9f, 0.1f, 1e-6f, 0.5f, 0.1f, 0.1f);
    private static final float[] ABSENT = {};
    private static final int[] ROWS = {2, 0, 1, 2};

    private final Loop loop;
    private final ActiveLoop active;
    private final int lanes;
    private final float[] params;
    private final float[] grads;
    private final StateBuffers state;

    WarmUpWorkload(Loop loop, Variant variant) {
        this.loop = loop;
        this.active = new ActiveLoop(loop, "on scratch buffers", ALIGNED_FROM);
        lanes = loop.lanes();
        int length = (LONG_VECTORS + 1) * lanes;
        params = new float[length];
        grads = new float[length];
        state = new StateBuffers(
                new float[length],
                variant.centered() ? new float[length] : ABSENT,
                variant.momentum() ? new float[length] : ABSENT);
    }

    /**
     * Many calls, two of three without work: while the loop is not compiled, vectors make garbage. One of three is the share
     * that ripens the JVM's profile of the JDK's lane methods before it compiles the loop (JDK 17, -XX:-TieredCompilation).
     */
    void call() {
        refill();
        for (int i = 0; i < CALLS; i++) {
            boolean works = i % 3 == 0;
            for (int length = 1; length <= lanes; length += lanes / 2) { // each loop behind the selection once
                step(loop.byLength()[length], i % lanes, works ? length : 0);
            }
            step(loop, i % lanes, works ? 2 * lanes - 1 : 0);
            step(active, i % lanes, 0);
        }
    }

    /** A few steps that take every kind of path. */
    void sample() {
        refill();
        for (int tail = 0; tail < lanes; tail += lanes / 4) {
            step(active, 0, lanes + tail);
            step(active, params.length - tail - 1, tail + 1);
        }
    }

    /** Every length up to four vectors at every offset, to the end of the arrays also; long steps; rows of every length. */
    void allPaths() {
        for (int offset = 0; offset < lanes; offset++) {
            refill();
            for (int length = 0; length <= VECTORS * lanes; length++) {
                step(active, offset, length);
                step(active, params.length - length, length);
            }
            step(active, offset, params.length - offset);
        }
        for (int rowLength = 0; rowLength <= VECTORS * lanes; rowLength++) {
            active.forLength(rowLength)
                    .stepRows(params, grads, ROWS, ROWS.length, rowLength, state, COEFFICIENTS, LEARNING_RATE, SCALE);
        }
    }

    private void step(Loop any, int offset, int length) {
        any.step(
                params,
                offset,
                grads,
                grads.length - offset - length,
                length,
                state,
                COEFFICIENTS,
                LEARNING_RATE,
                SCALE);
    }

    /** To ordinary numbers: averages would decay until they are subnormal, which is slow. */
    private void refill() {
        Arrays.fill(params, 0f);
        Arrays.fill(grads, 1f);
        Arrays.fill(state.squareAverage(), 1f);
        Arrays.fill(state.gradientAverage(), 0f);
        Arrays.fill(state.momentum(), 0f);
    }
}
