// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.spark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Trains hashed logistic regression on Spark, and prints a table. */
@Command(
        name = "train",
        description = "Trains hashed logistic regression on Spark, with weights and state in shards.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class Train implements Callable<Integer> {

    @Option(names = "--master", description = "Spark's master URL")
    private String master = "local-cluster[2,1,1024]";

    @Option(names = "--weights", description = "weights of the model")
    private int weights = 1 << 20;

    @Option(names = "--examples", description = "generated examples")
    private int examples = 200_000;

    @Option(names = "--data", description = "a text file instead: a label 0 or 1 and tokens in each line")
    private String data;

    @Option(names = "--block", description = "examples in a block, whose gradient is one sum")
    private int block = 10_000;

    @Option(names = "--iterations", description = "steps on the gradient of all examples")
    private int iterations = 10;

    @Option(names = "--seed", description = "seed of the examples")
    private long seed = 1;

    @Option(names = "--learning-rate", description = "learning rate")
    private double learningRate = 0.05;

    @Option(names = "--shards", description = "shards of weights and state")
    private int shards = 4;

    @Option(names = "--partitions", description = "partitions of the examples")
    private int partitions = 4;

    @Option(names = "--step", description = "${COMPLETION-CANDIDATES}")
    private Stepper stepper = Stepper.AUTO;

    @Option(names = "--checkpoints", description = "an existing folder for checkpoints, which all executors see")
    private String checkpoints;

    @Option(names = "--checkpoint-every", description = "iterations from one checkpoint to the next")
    private int checkpointEvery = 5;

    @Option(names = "--executor-options", description = "JVM options of executors")
    private String executorOptions = Cluster.Settings.FLAG;

    public static void main(String[] arguments) {
        System.exit(Failures.commandLine(new Train()).execute(arguments));
    }

    @Override
    public Integer call() {
        Workload workload =
                new Workload(weights, examples, block, iterations, seed, learningRate, shards, partitions, stepper);
        if (data != null && !data.contains(":") && !Files.isReadable(Path.of(data))) {
            throw new BadInputException("the data file '" + data + "' does not exist or cannot be read");
        }
        Cluster.Settings settings = new Cluster.Settings(master, stepper, true, checkpoints, executorOptions);
        List<IterationReport> reports = new ArrayList<>();
        Map<String, ShardReport> executors = new TreeMap<>();
        String digest;
        Cluster cluster = Cluster.open(settings, partitions);
        try (cluster) {
            Function<Partitioner, JavaPairRDD<Integer, Block>> blocks;
            if (data == null) {
                blocks = Data.generated(cluster.context(), workload);
            } else {
                JavaRDD<String> lines = cluster.context().textFile(data, partitions);
                workload = workload.withExamples(Math.toIntExact(lines.count()));
                blocks = Data.text(lines, workload);
            }
            SparkTraining training = new SparkTraining(cluster, workload, checkpoints == null ? 0 : checkpointEvery);
            System.out.printf("%10s %10s %10s%n", "iteration", "loss", "ms");
            training.run(blocks, (iteration, report) -> {
                reports.add(report);
                report.shards().forEach(shard -> executors.put(shard.executor(), shard));
                System.out.printf("%10d %10.6f %10.0f%n", iteration, report.loss(), report.millis());
            });
            digest = training.digest();
        }
        print(workload, reports, executors, cluster.phases(), digest);
        return 0;
    }

    private static void print(
            Workload workload,
            List<IterationReport> reports,
            Map<String, ShardReport> executors,
            Phases phases,
            String digest) {
        double seconds = reports.stream().mapToDouble(IterationReport::nanos).sum() / 1e9;
        long shuffled = 0;
        for (int iteration = 1; iteration <= workload.iterations(); iteration++) {
            shuffled += phases.bytes(SparkTraining.phase(iteration));
        }
        System.out.printf(
                "%n%,d weights in %d shards, %,d examples in %d blocks and %d partitions, %d iterations%n",
                workload.weights(),
                workload.shards(),
                workload.examples(),
                workload.blocks(),
                workload.partitions(),
                workload.iterations());
        System.out.printf("%,.0f examples per second%n", workload.examples() * reports.size() / seconds);
        System.out.printf("%,d bytes shuffled per iteration%n", shuffled / reports.size());
        System.out.printf("%,d bytes shuffled once, before the first iteration%n", phases.bytes(SparkTraining.SETUP));
        System.out.printf(
                "%n%-9s %8s %-8s %8s %8s  %s%n", "executor", "process", "JDK", "backend", "wait ms", "status");
        executors.forEach((id, report) -> System.out.printf(
                "%-9s %8d %-8s %8s %8d  %s%n",
                id, report.pid(), report.jdk(), report.backend(), report.warmUpMillis(), report.status()));
        System.out.printf("%nSHA-256 of weights and state: %s%n", digest);
    }
}
