// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.latency;

import io.github.rmspropsimd.Backend;
import io.github.rmspropsimd.RmsProp;
import io.github.rmspropsimd.RmsPropKernel;
import io.github.rmspropsimd.RmsPropState;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
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

    private long kernelNanoseconds;
    private long firstNanoseconds;
    private long secondNanoseconds;
    private long simdNanoseconds = -1;

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
        run.call(arm, Long.parseLong(arguments[3]));
        run.write(Path.of(arguments[4]));
    }

    private void call(Arm arm, long interval) throws InterruptedException {
        long start = System.nanoTime();
        RmsPropKernel kernel = arm.kernel(RULE);
        kernelNanoseconds = System.nanoTime() - start;
        if (arm == Arm.AWAITED && !kernel.awaitSimd(Duration.ofMinutes(1))) {
            throw new IllegalStateException(kernel.status());
        }
        long tick = System.nanoTime();
        for (int call = 0; call < responses.length; call++) {
            long now = System.nanoTime();
            while (now < tick) {
                now = System.nanoTime();
            }
            kernel.step(params, grads, state, 1e-9);
            long end = System.nanoTime();
            responses[call] = end - tick;
            if (call == 0) {
                firstNanoseconds = end - now;
            } else if (call == 1) {
                secondNanoseconds = end - now;
            }
            if (simdNanoseconds < 0 && kernel.backend() == Backend.SIMD) {
                simdNanoseconds = end - start;
            }
            tick += interval;
        }
        if (!Float.isFinite(params[params.length - 1]) || !(state.squareAverage()[0] > 0)) {
            throw new IllegalStateException("not stepped on");
        }
    }

    private void write(Path file) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeLong(kernelNanoseconds);
            out.writeLong(firstNanoseconds);
            out.writeLong(secondNanoseconds);
            out.writeLong(simdNanoseconds);
            for (long response : responses) {
                out.writeLong(response);
            }
        }
    }
}
