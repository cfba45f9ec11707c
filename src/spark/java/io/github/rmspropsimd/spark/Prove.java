// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Trains the same model in many ways, and compares the digests of weights and state. */
@Command(
        name = "prove",
        description = "Trains one model in many ways on Spark; exit code 1 unless all digests are equal.",
        mixinStandardHelpOptions = true)
public final class Prove implements Callable<Integer> {

    static final String PROCESSES = "local-cluster[2,1,1024]";

    private static final int KILLED_IN = 4;

    private final List<String> digests = new ArrayList<>();

    public static void main(String[] arguments) {
        System.exit(Failures.commandLine(new Prove()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        System.out.printf("%-24s %-7s %6s %10s  %-8s %s%n", "where", "step", "shards", "partitions", "SHA-256", "note");
        for (Stepper stepper : List.of(Stepper.SCALAR, Stepper.SIMD)) {
            Workload workload = Workload.small(1, 1, stepper);
            PlainLoop loop = new PlainLoop(workload);
            loop.run();
            add("one JVM without Spark", workload, loop.digest(), "");
        }
        for (String master : List.of("local[1]", "local[2]")) {
            for (Stepper stepper : List.of(Stepper.SCALAR, Stepper.SIMD)) {
                inOneProcess(master, stepper);
            }
        }
        inProcesses(Kill.NOTHING);
        inProcesses(Kill.WITHOUT_CHECKPOINT);
        inProcesses(Kill.AFTER_CHECKPOINT);
        long equal = digests.stream().filter(digests.get(0)::equals).count();
        System.out.printf("%d of %d digests are equal: %s%n", equal, digests.size(), digests.get(0));
        return equal == digests.size() ? 0 : 1;
    }

    private void add(String where, Workload workload, String digest, String note) {
        digests.add(digest);
        System.out.printf(
                "%-24s %-7s %6d %10d  %s %s%n",
                where, workload.stepper(), workload.shards(), workload.partitions(), digest.substring(0, 8), note);
    }

    private void inOneProcess(String master, Stepper stepper) {
        try (Cluster cluster = Cluster.open(Cluster.Settings.of(master, stepper), 1)) {
            for (int shards : new int[] {1, 3, 8}) {
                for (int partitions : new int[] {2, 5}) {
                    Workload workload = Workload.small(shards, partitions, stepper);
                    SparkTraining training = new SparkTraining(cluster, workload, 0);
                    training.run(Data.generated(cluster.context(), workload), (iteration, report) -> {});
                    add(master, workload, training.digest(), "");
                    training.close();
                }
            }
        }
    }

    /** What happens to one of the executors in mid-run. */
    enum Kill {
        NOTHING("two executors"),
        WITHOUT_CHECKPOINT("one executor killed, recomputed from the start"),
        AFTER_CHECKPOINT("one executor killed, recomputed from a checkpoint");

        private final String note;

        Kill(String note) {
            this.note = note;
        }
    }

    private void inProcesses(Kill kill) throws IOException {
        Workload workload = Workload.small(3, 5, Stepper.AUTO);
        add(PROCESSES, workload, digest(workload, kill), kill.note);
    }

    /** Trains on executors in processes of their own, and fails unless the loss that was asked for happened. */
    static String digest(Workload workload, Kill kill) throws IOException {
        Path checkpoints = Files.createTempDirectory("rmsprop-checkpoints");
        Cluster.Settings settings = Cluster.Settings.of(PROCESSES, workload.stepper());
        if (kill == Kill.AFTER_CHECKPOINT) {
            settings = settings.withCheckpoints(checkpoints);
        }
        Cluster cluster = Cluster.open(settings, workload.partitions());
        String digest;
        try (cluster) {
            SparkTraining training = new SparkTraining(cluster, workload, kill == Kill.AFTER_CHECKPOINT ? 2 : 0);
            training.run(Data.generated(cluster.context(), workload), (iteration, report) -> {
                if (kill != Kill.NOTHING && iteration == KILLED_IN - 1) {
                    cluster.phases()
                            .killIn(
                                    SparkTraining.phase(KILLED_IN),
                                    report.shards().get(0).pid());
                }
            });
            digest = training.digest();
        }
        Files.delete(checkpoints);
        if (kill != Kill.NOTHING && !cluster.phases().hasKilled()) {
            throw new IllegalStateException("no executor was lost, so this run proves nothing");
        }
        return digest;
    }
}
