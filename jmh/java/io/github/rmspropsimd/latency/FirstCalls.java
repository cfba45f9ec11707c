// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.latency;

import com.google.gson.Gson;
import io.github.rmspropsimd.Backend;
import io.github.rmspropsimd.RmsProp;
import io.github.rmspropsimd.RmsPropKernel;
import io.github.rmspropsimd.RmsPropState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/**
 * The main class of the JVMs that {@link Latency} starts: the first calls of a fresh JVM, one at each tick of a clock
 * that does not wait for them. A call's response time counts from its tick. So calls that wait behind a slow one count as
 * slow too (coordinated omission). Classes that only the benchmark needs are loaded after the last call.
 */
final class FirstCalls {

    private static final RmsProp RULE = RmsProp.d2l();

    private final float[] params;
    private final float[] grads;
    private final RmsPropState state;
    private final long[] responses;

    private FirstCalls(int n, int calls) {
        params = new float[n];
        grads = new float[n];
        state = RULE.newState(n);
        responses = new long[calls];
        Arrays.fill(grads, 1f);
        Arrays.fill(responses, -1); // touches its memory
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Arm arm = Arm.valueOf(arguments[0]);
        FirstCalls run = new FirstCalls(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        Outcome outcome = run.call(arm, Long.parseLong(arguments[3]));
        Files.writeString(Path.of(arguments[4]), new Gson().toJson(outcome));
    }

    /** {@link Latency} keeps this method interpreted. */
    private Outcome call(Arm arm, long interval) throws InterruptedException {
        long start = System.nanoTime();
        RmsPropKernel kernel = arm.kernel(RULE);
        long[] firstTwo = new long[2];
        if (arm == Arm.AWAITED && !kernel.awaitSimd(Duration.ofMinutes(1))) {
            throw new IllegalStateException(kernel.status());
        }
        long simd = kernel == null || kernel.backend() == Backend.SIMD ? 0 : -1;
        long tick = System.nanoTime();
        for (int call = 0; call < responses.length; call++) {
            long now = System.nanoTime();
            while (now < tick) {
                now = System.nanoTime();
            }
            if (kernel != null) {
                kernel.step(params, grads, state, 1e-9);
            }
            long end = System.nanoTime();
            responses[call] = end - tick;
            if (call < 2) {
                firstTwo[call] = end - now;
            }
            if (simd < 0 && kernel.backend() == Backend.SIMD) {
                simd = end - start;
            }
            tick += interval;
        }
        if (arm != Arm.NONE && !(params[params.length - 1] < 0 && state.squareAverage()[0] > 0)) {
            throw new IllegalStateException("not stepped on");
        }
        return Outcome.of(arm, params.length, interval, firstTwo[0], firstTwo[1], simd, responses);
    }
}
