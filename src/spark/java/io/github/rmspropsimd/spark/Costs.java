// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;

/** Measures what an iteration spends where, what a cold executor costs, and from how many weights on sharding pays. */
@Command(
        name = "costs",
        description = "Measures iterations on Spark and without it, in some minutes.",
        mixinStandardHelpOptions = true)
public final class Costs implements Callable<Integer> {

    private static final int ITERATIONS = 24;
    private static final int SKIPPED = 12;
    private static final int CHECKPOINT_EVERY = 4;
    private static final int LONG = 1 << 25;
    private static final double[] GIGABITS = {1, 10, 25, 100, 400};
    private static final int[] MACHINES = {2, 8};

    private Path checkpoints;

    public static void main(String[] arguments) {
        System.exit(Failures.commandLine(new Costs()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        checkpoints = Files.createTempDirectory("rmsprop-checkpoints");
        double gradient = withoutSpark();
        onSpark();
        double overhead = emptyIteration();
        coldExecutors();
        onPaper(perWeight(Stepper.AUTO), perWeight(Stepper.PLAIN), overhead, gradient);
        Files.delete(checkpoints);
        return 0;
    }

    private static Workload workload(Stepper stepper, int iterations) {
        return new Workload(1 << 20, 200_000, 10_000, iterations, 1, 0.05, 4, 4, stepper);
    }

    private static double withoutSpark() {
        System.out.printf("Without Spark, one thread, median%n%-8s %12s %9s%n", "step", "gradient ms", "step ms");
        double gradient = 0;
        new PlainLoop(workload(Stepper.SCALAR, ITERATIONS)).run(); // compiles what both rows run
        for (Stepper stepper : List.of(Stepper.AUTO, Stepper.PLAIN)) {
            stepper.awaitSimd(Duration.ofSeconds(30));
            PlainLoop loop = new PlainLoop(workload(stepper, ITERATIONS));
            double[] gradients = new double[ITERATIONS];
            double[] steps = new double[ITERATIONS];
            for (int i = 0; i < ITERATIONS; i++) {
                loop.iterate();
                gradients[i] = loop.gradientNanos() / 1e6;
                steps[i] = loop.stepNanos() / 1e6;
            }
            gradient = median(gradients);
            System.out.printf("%-8s %12.1f %9.2f%n", stepper, gradient, median(steps));
            if (stepper == Stepper.PLAIN) {
                System.out.printf("%,d floats would travel each way%n", loop.travellingFloats());
            }
        }
        return gradient;
    }

    /** The median without the first iterations. */
    private static double median(double[] values) {
        double[] sorted = Arrays.copyOfRange(values, SKIPPED, values.length);
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private void onSpark() {
        System.out.printf(
                "%n%s, median of iterations after the first %d; parts are processor time divided by 2%n"
                        + "%-8s %9s %12s %8s %8s %9s %9s %15s%n",
                Prove.PROCESSES,
                SKIPPED,
                "step",
                "wall ms",
                "gradient ms",
                "add ms",
                "copy ms",
                "step ms",
                "rest ms",
                "shuffled bytes");
        for (Stepper stepper : List.of(Stepper.AUTO, Stepper.PLAIN)) {
            Workload workload = workload(stepper, ITERATIONS);
            Cluster cluster = open(Cluster.Settings.of(Prove.PROCESSES, stepper), workload);
            List<IterationReport> reports = train(cluster, workload);
            double wall = median(reports, IterationReport::millis);
            double gradient = median(reports, report -> report.millis(ShardReport::gradientNanos) / 2);
            double add = median(reports, report -> report.millis(ShardReport::addNanos) / 2);
            double copy = median(reports, report -> report.millis(ShardReport::copyNanos) / 2);
            double step = median(reports, report -> report.millis(ShardReport::stepNanos) / 2);
            System.out.printf(
                    "%-8s %9.0f %12.1f %8.1f %8.1f %9.2f %9.0f %,15d%n",
                    stepper,
                    wall,
                    gradient,
                    add,
                    copy,
                    step,
                    wall - gradient - add - copy - step,
                    cluster.phases().bytes(SparkTraining.phase(ITERATIONS)));
        }
    }

    private static double median(List<IterationReport> reports, ToDoubleFunction<IterationReport> part) {
        return median(reports.stream().mapToDouble(part).toArray());
    }

    /** Trains, and stops the engine. Checkpoints cut the history, which Spark sends with each task. */
    private List<IterationReport> train(Cluster cluster, Workload workload) {
        List<IterationReport> reports = new ArrayList<>();
        try (cluster) {
            new SparkTraining(cluster, workload, CHECKPOINT_EVERY)
                    .run(Data.generated(cluster.context(), workload), (iteration, report) -> reports.add(report));
        }
        return reports;
    }

    private Cluster open(Cluster.Settings settings, Workload workload) {
        return Cluster.open(settings.withCheckpoints(checkpoints), workload.partitions());
    }

    /** An iteration in which there is nothing to compute. */
    private double emptyIteration() {
        Workload workload = new Workload(100, 20, 10, ITERATIONS, 1, 0.05, 2, 2, Stepper.AUTO);
        double millis = median(
                train(open(Cluster.Settings.of(Prove.PROCESSES, Stepper.AUTO), workload), workload),
                IterationReport::millis);
        System.out.printf("%nAn iteration with 100 weights and 20 examples: %.0f ms%n", millis);
        return millis;
    }

    private void coldExecutors() {
        System.out.printf(
                "%nThe first iterations of fresh executors, ms%n%-28s %8s %22s %25s%n",
                "executor", "waited", "steps of 1, 2, 3", "iterations 1, 2, 3");
        coldExecutors("awaits SIMD", Cluster.Settings.of(Prove.PROCESSES, Stepper.AUTO));
        coldExecutors(
                "does not await SIMD",
                Cluster.Settings.of(Prove.PROCESSES, Stepper.AUTO).cold());
        coldExecutors(
                "SIMD by name, not awaited",
                Cluster.Settings.of(Prove.PROCESSES, Stepper.SIMD).cold());
    }

    private void coldExecutors(String name, Cluster.Settings settings) {
        Workload workload = workload(settings.stepper(), 3);
        List<IterationReport> reports = train(open(settings, workload), workload);
        StringBuilder steps = new StringBuilder();
        StringBuilder walls = new StringBuilder();
        for (IterationReport report : reports) {
            steps.append(String.format("%7.1f", report.millis(ShardReport::stepNanos) / 2));
            walls.append(String.format("%8.0f", report.millis()));
        }
        long waited = reports.get(0).shards().get(0).warmUpMillis();
        System.out.printf("%-28s %8s %22s %25s%n", name, waited < 0 ? "-" : waited, steps, walls);
    }

    /** Nanoseconds of a memory-bound step for each weight. */
    private static double perWeight(Stepper stepper) {
        float[] params = new float[LONG];
        float[] grads = new float[LONG];
        float[] squareAverage = new float[LONG];
        Arrays.fill(grads, 0.5f);
        double[] nanos = new double[ITERATIONS];
        for (int i = 0; i < ITERATIONS; i++) {
            long start = System.nanoTime();
            stepper.step(params, grads, squareAverage, 0.05, 1);
            nanos[i] = (double) (System.nanoTime() - start) / LONG;
        }
        return median(nanos);
    }

    private static void onPaper(double perWeight, double plainPerWeight, double overhead, double gradient) {
        System.out.printf(
                "%nA step of %,d weights, 20 bytes each: a = %.2f ns a weight, plain Java %.2f ns%n",
                LONG, perWeight, plainPerWeight);
        System.out.printf(
                "Gradient on one machine: G = %.0f ms; overhead of an iteration: C = %.0f ms%n", gradient, overhead);
        System.out.printf("K machines win from W = (C·K/(K − 1) − G) / (a − 8/N) weights on, dense gradients%n");
        System.out.printf("%10s %9s %18s %18s%n", "Gbit/s", "machines", "W with G = 0", "W with this G");
        for (double gigabits : GIGABITS) {
            double gain = perWeight - 8 / (gigabits / 8); // ns a weight; N in bytes a nanosecond
            for (int machines : MACHINES) {
                double fixed = overhead * machines / (machines - 1);
                System.out.printf(
                        "%10.0f %9d %18s %18s%n",
                        gigabits, machines, breakEven(fixed, gain), breakEven(fixed - gradient, gain));
            }
        }
    }

    private static String breakEven(double millis, double gain) {
        if (millis <= 0) {
            return gain >= 0 ? "any" : String.format("up to %,.0f M", millis / gain);
        }
        return gain <= 0 ? "never" : String.format("%,.0f M", millis / gain);
    }
}
