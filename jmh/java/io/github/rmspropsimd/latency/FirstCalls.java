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
final class FirstCalls {

    private static final RmsProp RULE = RmsProp.d2l();

    private final Arm arm;
    private final long interval;
    private final float[] params;
    private final float[] grads;
    private final long[] responses;
    private final RmsPropState state;
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch called = new CountDownLatch(1);
    private final CountDownLatch written = new CountDownLatch(1);

    private RmsPropKernel kernel;
    private long start;
    private long kernelNanoseconds;
    private long firstNanoseconds;
    private long simdNanoseconds;

    private FirstCalls(Arm arm, int n, int calls, long interval) {
        this.arm = arm;
        this.interval = interval;
        this.params = new float[n];
        this.grads = new float[n];
        this.state = RULE.newState(n);
        this.responses = new long[calls];
        Arrays.fill(grads, 1f);
        Arrays.fill(responses, -1); // so that its memory is there
    }

    public static void main(String[] arguments) throws Exception {
        Arm arm = Arm.valueOf(arguments[0]);
        int n = Integer.parseInt(arguments[1]);
        int calls = Integer.parseInt(arguments[2]);
        FirstCalls run = new FirstCalls(arm, n, calls, Long.parseLong(arguments[3]));
        // Two threads, so that each one's allocation can be read when all is over.
        Thread asker = run.start("asker", run::askForKernel);
        run.asked.await();
        Thread caller = run.start("caller", run::call);
        run.called.await();
        run.write(Path.of(arguments[4]), asker, caller);
        run.written.countDown();
    }

    private Thread start(String name, Runnable task) {
        Thread thread = new Thread(
                () -> {
                    task.run();
                    try {
                        written.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                name);
        thread.start();
        return thread;
    }

    private void askForKernel() {
        start = System.nanoTime();
        kernel = arm.kernel(RULE);
        kernelNanoseconds = System.nanoTime() - start;
        if (arm == Arm.AWAITED) {
            awaitSimd();
        }
        asked.countDown();
    }

    private void awaitSimd() {
        try {
            kernel.awaitSimd(Duration.ofMinutes(1));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void call() {
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
        called.countDown();
    }

    private void write(Path file, Thread asker, Thread caller) throws IOException, InterruptedException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long kernelBytes = threads.getThreadAllocatedBytes(asker.getId());
        long stepBytes = threads.getThreadAllocatedBytes(caller.getId());
        long collections = ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(bean -> Math.max(0, bean.getCollectionCount()))
                .sum();
        if (simdNanoseconds == 0 && arm == Arm.DEFAULT) {
            kernel.awaitSimd(Duration.ofMinutes(1));
            simdNanoseconds = System.nanoTime() - start;
        }
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeLong(kernelNanoseconds);
            out.writeLong(firstNanoseconds);
            out.writeLong(kernel.backend() == Backend.SIMD ? simdNanoseconds : -1);
            out.writeLong(kernelBytes);
            out.writeLong(stepBytes);
            out.writeLong(collections);
            for (long response : responses) {
                out.writeLong(response);
            }
        }
    }
}
