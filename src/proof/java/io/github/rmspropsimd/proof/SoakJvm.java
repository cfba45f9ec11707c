// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.proof;

import io.github.rmspropsimd.Backend;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The main class of the JVM that {@link Soak} starts. */
@Command(name = "soak", mixinStandardHelpOptions = true)
final class SoakJvm implements Callable<Integer> {

    private static final String WARM_UP_THREAD = "rmsprop-simd warm-up";
    private static final long PROGRESS = TimeUnit.SECONDS.toNanos(10);
    private static final long LONGEST_END = TimeUnit.SECONDS.toNanos(90);

    @Mixin
    private SoakOptions options;

    @Spec
    private CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(ProofCommand.of(new SoakJvm()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        options.check();
        if (!Backend.SIMD.isAvailable()) {
            System.out.println("SIMD cannot run here: " + Backend.SIMD.explanation());
            return 1;
        }
        long start = System.nanoTime();
        Soaking soaking = new Soaking(options.seed);
        train(soaking, start);
        Counts counts = soaking.counts;
        if (counts.failure() == null) {
            compareAll(soaking);
            awaitEndOfWarmUp(counts);
            if (counts.simdSteps.sum() == 0) {
                counts.fail("SIMD was never active");
            }
        }
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
        if (counts.failure() != null) {
            System.out.println("FAILED after " + seconds + " s, " + counts.progress());
            System.out.println(counts.failure());
            return 1;
        }
        String table = counts.table(seconds);
        System.out.println(table);
        if (options.out != null) {
            write(table);
        }
        return 0;
    }

    private void train(Soaking soaking, long start) throws InterruptedException {
        StatusWatch watch = new StatusWatch(soaking);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < Soaking.WORKERS; i++) {
            threads.add(new Thread(new Worker(i, soaking, options.seed + i), "worker " + i));
        }
        threads.add(new Thread(watch, "watch"));
        threads.add(new Thread(new Garbage(soaking, options.seed), "garbage"));
        threads.add(new Thread(new CodeCrowd(soaking), "crowd"));
        threads.add(new Thread(new KernelChurn(soaking, options.seed), "kernels"));
        Deoptimizations deoptimizations = Deoptimizations.of(soaking, watch);
        if (deoptimizations != null) {
            threads.add(new Thread(deoptimizations, "deoptimizations"));
        }
        threads.forEach(Thread::start);

        long end = start + TimeUnit.SECONDS.toNanos(options.totalSeconds());
        long next = start + PROGRESS;
        while (soaking.isGoingOn() && System.nanoTime() - end < 0) {
            long now = System.nanoTime();
            if (now - next >= 0) {
                System.out.println(TimeUnit.NANOSECONDS.toSeconds(now - start) + " s: " + soaking.counts.progress());
                next += PROGRESS;
            }
            Thread.sleep(50);
        }
        soaking.stop();
        for (Thread thread : threads) {
            thread.join(TimeUnit.SECONDS.toMillis(60));
            if (thread.isAlive()) {
                soaking.counts.fail("the thread '" + thread.getName() + "' does not end");
            }
        }
    }

    /** Once more, with all threads at rest. */
    private static void compareAll(Soaking soaking) {
        for (Trainee trainee : soaking.trainees()) {
            for (Region region : trainee.regions) {
                Difference difference = region.firstDifference();
                soaking.counts.comparisons.increment();
                if (difference != null) {
                    soaking.counts.fail(difference.toString());
                }
            }
        }
    }

    /** The warm-up thread ends when nothing is left to do. */
    private static void awaitEndOfWarmUp(Counts counts) throws InterruptedException {
        long start = System.nanoTime();
        while (Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals(WARM_UP_THREAD))) {
            if (System.nanoTime() - start > LONGEST_END) {
                counts.fail("the thread '" + WARM_UP_THREAD + "' has not ended after " + LONGEST_END / 1_000_000_000
                        + " s of rest");
                return;
            }
            Thread.sleep(20);
        }
    }

    private void write(String table) throws IOException {
        String jvmOptions = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> !option.startsWith("-Xbootclasspath"))
                .collect(Collectors.joining(" "));
        if (options.out.toAbsolutePath().getParent() != null) {
            Files.createDirectories(options.out.toAbsolutePath().getParent());
        }
        Files.writeString(
                options.out,
                Surroundings.markdown(
                                "Soak",
                                Runtime.version().toString(),
                                jvmOptions,
                                "soak",
                                spec.commandLine().getParseResult().originalArgs())
                        + table);
    }
}
