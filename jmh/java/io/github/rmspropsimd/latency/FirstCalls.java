// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.latency;

import com.sun.management.ThreadMXBean;
import io.github.rmspropsimd.Backend;
import io.github.rmspropsimd.RmsProp;
import io.github.rmspropsimd.RmsPropKernel;
import io.github.rmspropsimd.RmsPropState;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;

/**
 * The main class of the JVMs that {@link Latency} starts: the first calls of a fresh JVM, one at each tick of a clock
 * that does not wait for them. A call's response time is counted from its tick, so that the calls which a slow one holds
 * up count as slow too (coordinated omission). What only a benchmark needs is loaded when all is over.
 */
final class FirstCalls implements Runnable {

    private final Arm arm;
    private final long interval;
    private final float[] params;
    private final float[] grads;
    private final long[] responses;
    private final CountDownLatch done = new CountDownLatch(1);
    private final CountDownLatch counted = new CountDownLatch(1);

    private RmsPropKernel kernel;
    private long kernelNanoseconds;
    private long firstNanoseconds;
    private long simdNanoseconds;

    private FirstCalls(Arm arm, int n, int calls, long interval) {
        this.arm = arm;
        this.interval = interval;
        this.params = new float[n];
        this.grads = new float[n];
        this.responses = new long[calls];
        Arrays.fill(grads, 1f);
        Arrays.fill(responses, -1); // so that its memory is there
    }

    public static void main(String[] arguments) throws Exception {
        Arm arm = Arm.valueOf(arguments[0]);
        int n = Integer.parseInt(arguments[1]);
        int calls = Integer.parseInt(arguments[2]);
        FirstCalls run = new FirstCalls(arm, n, calls, Long.parseLong(arguments[3]));
        Thread caller = new Thread(run, "caller");
        caller.start();
        run.done.await();
        run.write(Path.of(arguments[4]), caller);
        run.counted.countDown();
    }

    @Override
    public void run() {
        RmsProp rule = RmsProp.d2l();
        RmsPropState state = rule.newState(params.length);
        long start = System.nanoTime();
        kernel = arm.kernel(rule);
        kernelNanoseconds = System.nanoTime() - start;
        call(state, start);
        done.countDown();
        try {
            counted.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void call(RmsPropState state, long start) {
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
            }
            if (simdNanoseconds == 0 && kernel.backend() == Backend.SIMD) {
                simdNanoseconds = end - start;
            }
            tick += interval;
        }
        if (!Float.isFinite(params[params.length - 1]) || !(state.squareAverage()[0] > 0)) {
            throw new IllegalStateException("not stepped on");
        }
    }

    private void write(Path file, Thread caller) throws IOException, InterruptedException {
        long bytes = ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getThreadAllocatedBytes(caller.getId());
        long collections = ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(bean -> Math.max(0, bean.getCollectionCount()))
                .sum();
        if (simdNanoseconds == 0 && arm == Arm.DEFAULT) {
            long start = System.nanoTime();
            kernel.awaitSimd(Duration.ofMinutes(1));
            simdNanoseconds = responses.length * interval + System.nanoTime() - start;
        }
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeLong(kernelNanoseconds);
            out.writeLong(firstNanoseconds);
            out.writeLong(kernel.backend() == Backend.SIMD ? simdNanoseconds : -1);
            out.writeLong(bytes);
            out.writeLong(collections);
            for (long response : responses) {
                out.writeLong(response);
            }
        }
    }
}
