// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

/**
 * Calls every form of a step on scratch buffers, so often that C2 compiles the checks of arguments and the way to the loop.
 * The warm-up thread calls loops only, so these methods would be interpreted on the caller's first steps.
 */
final class CallWarmUp {

    /** The JVM's Tier4InvocationThreshold is 5,000. */
    private static final int CALLS = 10_000;

    private static final int ROW_LENGTH = 8;
    private static final int[] ROWS = {1, 0};

    private CallWarmUp() {}

    static void run(RmsPropKernel kernel) {
        int length = ROWS.length * ROW_LENGTH;
        float[] params = new float[length];
        float[] grads = new float[length];
        RmsPropState state = kernel.rule().newState(length);
        for (int call = 0; call < CALLS; call++) {
            kernel.step(params, grads, state, 0);
            kernel.step(params, grads, state, ROW_LENGTH, ROW_LENGTH, 0);
            kernel.step(params, grads, state, ROW_LENGTH, ROW_LENGTH, 0, 1);
            kernel.step(params, ROW_LENGTH, grads, 0, state, ROW_LENGTH, 0, 1);
            kernel.stepRows(params, grads, state, ROWS, ROWS.length, ROW_LENGTH, 0, 1);
        }
    }
}
