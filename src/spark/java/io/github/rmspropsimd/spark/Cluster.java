// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** A connection to Spark: the engine in this JVM, executors in processes of their own, or a cluster. */
final class Cluster implements AutoCloseable {

    private static final Pattern LOCAL_CLUSTER = Pattern.compile("local-cluster\\[(\\d+),(\\d+),(\\d+)]");

    private final JavaSparkContext context;
    private final Phases phases = new Phases();

    private Cluster(JavaSparkContext context) {
        this.context = context;
        context.sc().addSparkListener(phases);
    }

    /** How to connect. */
    record Settings(String master, Stepper stepper, boolean warmUp, String checkpoints, String executorOptions) {

        static final String FLAG = "--add-modules=jdk.incubator.vector";

        static Settings of(String master, Stepper stepper) {
            return new Settings(master, stepper, true, null, FLAG);
        }

        Settings withCheckpoints(Path folder) {
            return new Settings(master, stepper, warmUp, folder.toString(), executorOptions);
        }

        Settings cold() {
            return new Settings(master, stepper, false, checkpoints, executorOptions);
        }
    }

    /**
     * Starts the engine.
     *
     * @throws BadInputException that says in one line what to change
     * @throws IllegalStateException that says in one line why Spark did not start
     */
    static Cluster open(Settings settings, int partitions) {
        JavaSparkContext context;
        try {
            context = new JavaSparkContext(conf(settings, partitions));
        } catch (BadInputException e) {
            throw e;
        } catch (Exception | LinkageError e) {
            throw new IllegalStateException(
                    "Spark did not start on JDK " + System.getProperty("java.version") + " (" + Failures.line(e)
                            + "). It is tested on JDK 17 and 25, with the --add-opens of its own launcher.",
                    e);
        }
        if (settings.checkpoints() != null) {
            context.setCheckpointDir(settings.checkpoints());
        }
        return new Cluster(context);
    }

    private static SparkConf conf(Settings settings, int partitions) {
        if (settings.checkpoints() != null && !Files.isDirectory(Path.of(settings.checkpoints()))) {
            throw new BadInputException("the checkpoint folder '" + settings.checkpoints()
                    + "' does not exist; create it where all executors see it");
        }
        SparkConf conf = new SparkConf()
                .setMaster(settings.master())
                .setAppName("rmsprop-simd")
                .set("spark.ui.enabled", "false")
                .set("spark.shuffle.compress", "false") // floats hardly shrink
                .set("spark.shuffle.io.retryWait", "200ms") // a lost executor does not come back
                .set("spark.cleaner.referenceTracking.cleanCheckpoints", "true")
                .set("spark.executor.extraJavaOptions", settings.executorOptions())
                .set(WarmUpPlugin.STEPPER, settings.stepper().name());
        if (settings.warmUp()) {
            conf.set("spark.plugins", WarmUpPlugin.class.getName());
        }
        Matcher processes = LOCAL_CLUSTER.matcher(settings.master());
        if (processes.matches()) {
            int executors = Integer.parseInt(processes.group(1));
            if (partitions < executors) {
                throw new BadInputException(partitions + " data partitions are fewer than " + executors
                        + " executors, which would idle: use at least " + executors);
            }
            prepareHome();
            conf.set("spark.executor.extraClassPath", System.getProperty("java.class.path"))
                    .set("spark.executor.memory", processes.group(3) + "m")
                    .set("spark.executorEnv.JAVA_HOME", System.getProperty("java.home"));
        }
        if (settings.master().startsWith("local")) {
            conf.set("spark.driver.host", "127.0.0.1").set("spark.driver.bindAddress", "127.0.0.1");
        }
        return conf;
    }

    /** Spark's workers start executors from SPARK_HOME, and read its folder of jars, which may be empty. */
    private static void prepareHome() {
        String home = System.getenv("SPARK_HOME");
        if (home == null || System.getenv("SPARK_SCALA_VERSION") == null) {
            throw new BadInputException(
                    "local-cluster needs the environment variables SPARK_HOME (any folder) and SPARK_SCALA_VERSION=2.13");
        }
        try {
            Files.createDirectories(Path.of(home, "jars"));
        } catch (IOException e) {
            throw new BadInputException("SPARK_HOME cannot be created: " + e);
        }
    }

    JavaSparkContext context() {
        return context;
    }

    Phases phases() {
        return phases;
    }

    /** How many tasks run at the same time. */
    int cores() {
        return context.defaultParallelism();
    }

    /** Stops the engine and deletes its checkpoints. All events have then been counted. */
    @Override
    public void close() {
        if (context.getCheckpointDir().isPresent()) {
            delete(context.getCheckpointDir().get());
        }
        context.stop();
    }

    private void delete(String folder) {
        try {
            org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(folder);
            FileSystem files = path.getFileSystem(context.hadoopConfiguration());
            files.delete(path, true);
        } catch (IOException e) {
            System.err.println("The checkpoints in " + folder + " could not be deleted: " + e.getMessage());
        }
    }
}
