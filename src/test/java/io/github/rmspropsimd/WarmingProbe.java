// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import io.github.rmspropsimd.StepCase.Buffers;
import io.github.rmspropsimd.StepCase.Fill;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import jdk.test.whitebox.WhiteBox;

/** The main class of the JVMs that {@link WarmingTest} starts. */
final class WarmingProbe {

    private static final Duration LONG = Duration.ofMinutes(2);

    /** Some rules of each arithmetic, the longest loops among them. */
    static final List<RmsProp> RULES = List.of(
            RmsProp.d2l(),
            RmsProp.d2l().withGradientsZeroed(true).withMomentum(0.9).withNesterov(true),
            RmsProp.d2l()
                    .withCentered(true)
                    .withWeightDecay(0.1)
                    .withDecoupledWeightDecay(0.1)
                    .withMaximize(true),
            RmsProp.pytorch(),
            RmsProp.pytorch().withCentered(true).withMomentum(0.9).withWeightDecay(0.1),
            RmsProp.tensorflow().withCentered(true),
            RmsProp.keras().withMomentum(0.9),
            RmsProp.optax().withMomentum(0.9).withNesterov(true),
            RmsProp.nd4j(),
            RmsProp.mxnet().withCentered(true).withMomentum(0.9));

    /** The first two may go past the divider, the others must not. */
    private static final float[] GRADIENTS = {0, 1, 1e-20f, 1e20f, Float.POSITIVE_INFINITY, Float.NaN};

    /** Those with ε inside the root. */
    static final int RULES_THAT_MIX = 7;

    private WarmingProbe() {}

    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "switch" -> switchInMidTraining();
            case "paths" -> everyPathAllocatesNothing();
            case "settle" -> settle();
            case "busy" -> {
                keepProcessorsBusy();
                settle();
            }
            case "crowded" -> {
                fillTheCodeCache();
                settle();
            }
            case "uncounted" -> uncounted();
            case "off" -> off();
            case "lose" -> lose();
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    /** A caller trains on, in step with a scalar kernel, while SIMD takes over; and the thread ends. */
    private static void switchInMidTraining() throws InterruptedException {
        RmsProp rule = RmsProp.pytorch().withCentered(true).withMomentum(0.9);
        SplittableRandom random = new SplittableRandom(7);
        int length = 203;
        Buffers buffers = new Buffers(
                Fill.ORDINARY.array(length, random),
                Fill.ORDINARY.array(length, random),
                Fill.ORDINARY.state(rule, length, random));
        random = new SplittableRandom(7);
        Buffers expected = new Buffers(
                Fill.ORDINARY.array(length, random),
                Fill.ORDINARY.array(length, random),
                Fill.ORDINARY.state(rule, length, random));
        RmsPropKernel scalar = rule.kernel(Backend.SCALAR);
        RmsPropKernel kernel = rule.kernel();
        System.out.println("at first: " + kernel.status());
        Thread thread = warmingThread();
        System.out.println("thread: " + (thread.isDaemon() ? "a daemon" : "no daemon"));
        kernel.settled().thenAccept(backend -> System.out.println("settled: " + backend));

        int before = 0;
        int after = 0;
        long start = System.nanoTime();
        while (after < 1_000 && System.nanoTime() - start < TimeUnit.MINUTES.toNanos(2)) {
            if (kernel.backend() == Backend.SIMD) {
                after++;
            } else {
                before++;
            }
            kernel.step(buffers.params(), buffers.grads(), buffers.state(), 1e-4);
            scalar.step(expected.params(), expected.grads(), expected.state(), 1e-4);
        }
        Bits.assertSame(expected, buffers);
        System.out.println("steps: " + (before > 100 && after == 1_000 ? "before and after" : before + ", " + after));
        System.out.println("then: " + kernel.status());
        thread.join(10_000);
        System.out.println("thread: " + (thread.isAlive() ? "alive" : "ended"));
    }

    private static Thread warmingThread() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(WarmingThread.NAME))
                .findFirst()
                .orElseThrow();
    }

    /** Prints what the first use of each path allocates on this thread once the kernel has said that it is ready. */
    private static void everyPathAllocatesNothing() throws InterruptedException {
        List<RmsPropKernel> kernels = new ArrayList<>();
        for (RmsProp rule : RULES) {
            kernels.add(rule.kernel());
        }
        for (RmsPropKernel kernel : kernels) {
            if (!kernel.awaitSimd(LONG)) {
                System.out.println(kernel + ": " + kernel.status());
            }
        }
        if (SystemProperties.mixing().equals("on") || SystemProperties.mixing().equals("try")) {
            awaitMixing(kernels, RULES_THAT_MIX);
        }
        WarmUp.allocatedByOne(() -> {}); // what the counter itself loads
        kernels.forEach(WarmingProbe::printAllocated);
        System.out.println("again, after other vectors");
        double sum = 0;
        for (int i = 0; i < 2_000; i++) {
            sum += OtherVectors.use();
        }
        System.out.println(sum);
        kernels.forEach(WarmingProbe::printAllocated);
    }

    /** Waits until it is decided of all that can mix, and prints how many do. */
    private static void awaitMixing(List<RmsPropKernel> kernels, int rulesThatMix) throws InterruptedException {
        long start = System.nanoTime();
        long decided;
        do {
            Thread.sleep(10);
            decided = count(kernels, " past the divider");
        } while (decided < rulesThatMix && System.nanoTime() - start < LONG.toNanos());
        System.out.println("decided: " + decided);
        System.out.println("mixed: " + count(kernels, " goes past the divider."));
    }

    private static long count(List<RmsPropKernel> kernels, String status) {
        return kernels.stream()
                .filter(kernel -> kernel.status().contains(status))
                .count();
    }

    private static void printAllocated(RmsPropKernel kernel) {
        int lanes = VectorLoop.lanes();
        long allocated = 0;
        for (float gradient : GRADIENTS) {
            float[] params = new float[6 * lanes];
            float[] grads = new float[6 * lanes];
            RmsPropState state = kernel.rule().newState(6 * lanes);
            Arrays.fill(grads, gradient);
            allocated += WarmUp.allocatedByOne(() -> {
                for (int length = 0; length <= 5 * lanes; length++) {
                    for (int offset = 0; offset < lanes; offset++) {
                        kernel.step(params, grads, state, offset, length, 0.01);
                        kernel.step(params, grads, state, offset, length, 0.01, 0.5);
                    }
                }
            });
        }
        float[] longParams = new float[VectorLoop.ALIGNED_FROM + 1];
        float[] longGrads = new float[longParams.length];
        RmsPropState longState = kernel.rule().newState(longParams.length);
        allocated += WarmUp.allocatedByOne(() -> kernel.step(longParams, longGrads, longState, 0.01));
        System.out.println("bytes: " + allocated);
    }

    /** Prints who serves in the end, and whether that is true and right. */
    private static void settle() throws Exception {
        RmsPropKernel kernel = RmsProp.d2l().kernel();
        System.out.println("steps: " + GateProbe.check(kernel));
        kernel.awaitSimd(LONG);
        System.out.println("decided: " + isSettled(kernel));
        System.out.println("settled: " + kernel.status());
        System.out.println("steps: " + GateProbe.check(kernel));
        System.out.println("bytes: " + allocated(kernel));
    }

    private static void keepProcessorsBusy() {
        for (int i = 0; i < 4 * Runtime.getRuntime().availableProcessors(); i++) {
            Thread busy = new Thread(() -> {
                while (true) {
                    Thread.onSpinWait();
                }
            });
            busy.setDaemon(true);
            busy.start();
        }
    }

    /** With loops of an application's own, each compiled on its own. */
    private static void fillTheCodeCache() {
        RmsProp rule = RmsProp.d2l().withCentered(true).withMomentum(0.9).withMaximize(true);
        float[] params = new float[4];
        float[] grads = new float[4];
        RmsPropState state = rule.newState(4);
        for (int i = 0; i < 400; i++) {
            RmsPropKernel kernel = new RmsPropKernel(rule, Serving.fixed(Loops.newScalar(rule.variant()), "crowd"));
            for (int step = 0; step < 6_000; step++) {
                kernel.step(params, grads, state, 0.01);
            }
        }
    }

    /** Somebody switches off the counter by which readiness is told. */
    private static void uncounted() throws InterruptedException {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        threads.setThreadAllocatedMemoryEnabled(false);
        RmsPropKernel kernel = RmsProp.d2l().kernel();
        kernel.awaitSimd(LONG);
        System.out.println("off before: " + kernel.status());

        threads.setThreadAllocatedMemoryEnabled(true);
        RmsProp rule = RmsProp.d2l().withMaximize(true);
        RmsPropKernel other = rule.kernel();
        while (!isWalking()) {
            Thread.onSpinWait();
        }
        threads.setThreadAllocatedMemoryEnabled(false);
        other.awaitSimd(LONG);
        System.out.println("off meanwhile: " + other.status());
    }

    private static boolean isWalking() {
        return Thread.getAllStackTraces().values().stream()
                .flatMap(Stream::of)
                .anyMatch(frame -> frame.getClassName().equals(Walk.class.getName()));
    }

    private static void off() throws InterruptedException {
        RmsPropKernel kernel = RmsProp.d2l().kernel();
        System.out.println("at first: " + kernel.status());
        Thread.sleep(300);
        System.out.println("later: " + kernel.backend() + ", settled " + isSettled(kernel));
        RmsProp.setBackgroundWarming(true);
        RmsPropKernel other = RmsProp.nd4j().kernel();
        System.out.println("switched on: " + other.status());
        RmsProp.setBackgroundWarming(false);
        System.out.println(
                "switched off: " + RmsProp.keras().withMomentum(0.9).kernel().status());
        RmsProp.d2l().warmUp().toCompletableFuture().join();
        System.out.println("warmed: " + kernel.status());
    }

    private static boolean isSettled(RmsPropKernel kernel) {
        return kernel.settled().toCompletableFuture().isDone();
    }

    /** The JVM throws compiled code away, as it may to make room; the next collection finds that out. */
    private static void lose() throws InterruptedException {
        RmsPropKernel kernel = RmsProp.d2l().kernel();
        System.out.println("ready: " + kernel.awaitSimd(LONG));
        if (SystemProperties.mixing().equals("on")) {
            awaitMixing(List.of(kernel), 1);
        }
        System.gc();
        Thread.sleep(200);
        System.out.println("after a collection: " + kernel.backend());
        new WhiteBox().deoptimizeAll();
        long start = System.nanoTime();
        String status = kernel.status();
        long collected = start - TimeUnit.SECONDS.toNanos(1);
        while (status.startsWith("SIMD") && System.nanoTime() - start < TimeUnit.SECONDS.toNanos(20)) {
            if (System.nanoTime() - collected > TimeUnit.MILLISECONDS.toNanos(300)) {
                System.gc(); // again, since one within a second of another is not heeded
                collected = System.nanoTime();
            }
            status = kernel.status();
        }
        System.out.println("lost: " + status);
        System.out.println("recovered: " + kernel.awaitSimd(LONG));
        System.out.println("bytes: " + allocated(kernel));
    }

    private static long allocated(RmsPropKernel kernel) {
        float[] params = new float[100];
        float[] grads = new float[100];
        RmsPropState state = kernel.rule().newState(100);
        Runnable step = () -> kernel.step(params, grads, state, 0.01);
        return Math.min(
                WarmUp.allocatedByOne(step), Math.min(WarmUp.allocatedByOne(step), WarmUp.allocatedByOne(step)));
    }
}
