// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import io.github.rmspropsimd.StepCase.Buffers;
import io.github.rmspropsimd.StepCase.Fill;
import io.github.rmspropsimd.internal.loop.LoopCache;
import io.github.rmspropsimd.internal.warmup.LoopSelector;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import jdk.test.whitebox.WhiteBox;

/** The main class of the JVMs that {@link WarmUpTest} starts. */
final class WarmUpProbe {

    private static final String THREAD = "rmsprop-simd warm-up";

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

    private static final float[] GRADIENTS = {0, 1, 1e-20f, 1e20f, Float.POSITIVE_INFINITY, Float.NaN};

    private WarmUpProbe() {}

    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "switch" -> switchInMidTraining();
            case "paths" -> everyPathAllocatesNothing();
            case "await" -> await();
            case "busy" -> {
                keepProcessorsBusy();
                await();
            }
            case "crowded" -> {
                // So that all that prints is linked before there is no room for it.
                report(RmsProp.d2l().kernel(Backend.SCALAR), new PrintStream(OutputStream.nullOutputStream()));
                fillTheCodeCache();
                await();
            }
            case "uncounted" -> uncounted();
            case "off" -> off();
            case "lose" -> lose();
            case "calls" -> calls();
            case "redeploy" -> redeploy();
            case "relocated" -> relocated();
            case "secured" -> secured();
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
        Thread thread = warmUpThread();
        System.out.println("thread: " + (thread.isDaemon() ? "a daemon" : "no daemon"));

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

    private static Thread warmUpThread() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(THREAD))
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
        // What the JVM resolves when it first compiles a kernel's own methods, and what the counter loads.
        Repeat.untilItAllocatesNothing(emptyStep(RmsProp.nd4j().kernel(Backend.SCALAR)));
        kernels.forEach(WarmUpProbe::printAllocated);
        System.out.println("again, after other vectors");
        double sum = 0;
        for (int i = 0; i < 2_000; i++) {
            sum += OtherVectors.use();
        }
        System.out.println(sum);
        kernels.forEach(WarmUpProbe::printAllocated);
    }

    private static Runnable emptyStep(RmsPropKernel kernel) {
        float[] params = {};
        float[] grads = {};
        RmsPropState state = kernel.rule().newState(0);
        return () -> kernel.step(params, grads, state, 0.01);
    }

    private static void printAllocated(RmsPropKernel kernel) {
        int lanes = LoopCache.lanes();
        long allocated = 0;
        for (float gradient : GRADIENTS) {
            float[] params = new float[6 * lanes];
            float[] grads = new float[6 * lanes];
            RmsPropState state = kernel.rule().newState(6 * lanes);
            Arrays.fill(grads, gradient);
            allocated += Repeat.allocatedByOne(() -> {
                for (int length = 0; length <= 5 * lanes; length++) {
                    for (int offset = 0; offset < lanes; offset++) {
                        kernel.step(params, grads, state, offset, length, 0.01);
                        kernel.step(params, grads, state, offset, length, 0.01, 0.5);
                    }
                }
            });
        }
        float[] longParams = new float[(1 << 20) + 1];
        float[] longGrads = new float[longParams.length];
        RmsPropState longState = kernel.rule().newState(longParams.length);
        allocated += Repeat.allocatedByOne(() -> kernel.step(longParams, longGrads, longState, 0.01));
        System.out.println("bytes: " + allocated);
    }

    /** Prints which backend is active in the end, and whether its steps are right. */
    private static void await() throws Exception {
        report(RmsProp.d2l().kernel(), System.out);
    }

    private static void report(RmsPropKernel kernel, PrintStream out) throws InterruptedException {
        out.println("steps: " + GateProbe.check(kernel));
        kernel.awaitSimd(LONG);
        out.println("awaited: " + kernel.status());
        out.println("steps: " + GateProbe.check(kernel));
        out.println("bytes: " + allocated(kernel));
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

    /** With loops that the JVM compiles one by one. */
    private static void fillTheCodeCache() {
        RmsProp rule = RmsProp.d2l().withCentered(true).withMomentum(0.9).withMaximize(true);
        float[] params = new float[4];
        float[] grads = new float[4];
        RmsPropState state = rule.newState(4);
        for (int i = 0; i < 400; i++) {
            RmsPropKernel kernel =
                    new RmsPropKernel(rule, LoopSelector.fixed(LoopCache.newScalar(rule.variant, false), "crowd"));
            for (int step = 0; step < 6_000; step++) {
                kernel.step(params, grads, state, 0.01);
            }
        }
    }

    /** Somebody switches off the count that shows what is compiled. */
    private static void uncounted() throws InterruptedException {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        threads.setThreadAllocatedMemoryEnabled(false);
        RmsPropKernel kernel = RmsProp.d2l().kernel();
        kernel.awaitSimd(LONG);
        System.out.println("off before: " + kernel.status());

        threads.setThreadAllocatedMemoryEnabled(true);
        RmsProp rule = RmsProp.d2l().withMaximize(true);
        RmsPropKernel other = rule.kernel();
        while (!isWarmingUp()) {
            Thread.onSpinWait();
        }
        threads.setThreadAllocatedMemoryEnabled(false);
        other.awaitSimd(LONG);
        System.out.println("off meanwhile: " + other.status());
    }

    private static boolean isWarmingUp() {
        return Thread.getAllStackTraces().values().stream()
                .flatMap(Stream::of)
                .anyMatch(frame -> frame.getClassName().endsWith(".WarmUpWorkload"));
    }

    private static void off() throws InterruptedException {
        RmsPropKernel kernel = RmsProp.d2l().kernel();
        System.out.println("at first: " + kernel.status());
        System.gc(); // after which nothing may be probed
        Thread.sleep(1_500);
        System.out.println("later: " + kernel.backend());
        System.out.println("threads: "
                + Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().equals(THREAD))
                        .count());
        kernel.awaitSimd(LONG);
        System.out.println("awaited: " + kernel.status());
    }

    /** The JVM drops compiled code, as it may to make room; the next collection shows that, also soon after another. */
    private static void lose() throws InterruptedException {
        RmsPropKernel kernel = RmsProp.d2l().kernel();
        System.out.println("active: " + kernel.awaitSimd(LONG));
        System.gc();
        Thread.sleep(700);
        System.out.println("after a collection: " + kernel.backend());
        new WhiteBox().deoptimizeAll();
        System.gc();
        long start = System.nanoTime();
        String status = kernel.status();
        while (status.startsWith("Running SIMD") && System.nanoTime() - start < TimeUnit.SECONDS.toNanos(20)) {
            status = kernel.status();
        }
        System.out.println("lost: " + status);
        System.out.println("active again: " + kernel.awaitSimd(LONG));
        System.out.println("bytes: " + allocated(kernel));
    }

    /** Which compiler has compiled each form of a step, before anybody has called one. */
    private static void calls() throws InterruptedException {
        RmsPropKernel fixed = RmsProp.keras().kernel(Backend.SIMD); // its loop is not compiled: any step would allocate
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        boolean active = fixed.awaitSimd(LONG);
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;
        System.out.println("fixed: " + active + (bytes < 10_000 ? ", without a step" : ", " + bytes + " bytes"));
        RmsPropKernel kernel = RmsProp.d2l().kernel();
        System.out.println("active: " + kernel.awaitSimd(LONG));
        for (Method method : RmsPropKernel.class.getMethods()) {
            if (method.getName().startsWith("step")) {
                System.out.println("level: " + new WhiteBox().getMethodCompilationLevel0(method, false));
            }
        }
    }

    /** Loads the library four times, each with a class loader that is dropped once SIMD is active. */
    private static void redeploy() throws Exception {
        URL library = RmsProp.class.getProtectionDomain().getCodeSource().getLocation();
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        int active = 0;
        for (int i = 0; i < 4; i++) {
            ClassLoader loader = new URLClassLoader(new URL[] {library}, ClassLoader.getPlatformClassLoader());
            active += isActiveIn(loader) ? 1 : 0;
            loaders.add(new WeakReference<>(loader));
        }
        System.out.println("active: " + active + " of 4");
        long start = System.nanoTime();
        long collected = 0;
        while (collected < 4 && System.nanoTime() - start < TimeUnit.SECONDS.toNanos(20)) {
            System.gc();
            Thread.sleep(100);
            collected = loaders.stream().filter(loader -> loader.get() == null).count();
        }
        System.out.println("collected: " + collected + " of 4");
    }

    private static boolean isActiveIn(ClassLoader loader) throws ReflectiveOperationException {
        Object rule = loader.loadClass(RmsProp.class.getName()).getMethod("d2l").invoke(null);
        Object kernel = rule.getClass().getMethod("kernel").invoke(rule);
        return (boolean)
                kernel.getClass().getMethod("awaitSimd", Duration.class).invoke(kernel, LONG);
    }

    /** Renames the package in every class file, as tools that shade a library do, and asks the copy. */
    private static void relocated() throws Exception {
        Path library = Path.of(RmsProp.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        ClassLoader loader = new ClassLoader(ClassLoader.getPlatformClassLoader()) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                try {
                    Path file = library.resolve(name.replace('.', '/').replaceFirst("xx", "io") + ".class");
                    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                    byte[] copy = text.replaceAll("io([./]github[./]rmspropsimd)", "xx$1") // of the same length
                            .getBytes(StandardCharsets.ISO_8859_1);
                    return defineClass(name, copy, 0, copy.length);
                } catch (IOException e) {
                    throw new ClassNotFoundException(name, e);
                }
            }
        };
        Object rule = loader.loadClass("xx.github.rmspropsimd.RmsProp")
                .getMethod("d2l")
                .invoke(null);
        Object kernel = rule.getClass().getMethod("kernel").invoke(rule);
        System.out.println("active: " + kernel.getClass().getMethod("status").invoke(kernel));
    }

    private static void secured() throws Exception {
        RmsPropKernel kernel = RmsProp.d2l().kernel();
        kernel.awaitSimd(Duration.ofSeconds(20));
        System.out.println("active: " + kernel.status());
        System.out.println("steps: " + GateProbe.check(kernel));
    }

    private static long allocated(RmsPropKernel kernel) {
        float[] params = new float[100];
        float[] grads = new float[100];
        RmsPropState state = kernel.rule().newState(100);
        Runnable step = () -> kernel.step(params, grads, state, 0.01);
        return Math.min(
                Repeat.allocatedByOne(step), Math.min(Repeat.allocatedByOne(step), Repeat.allocatedByOne(step)));
    }
}
