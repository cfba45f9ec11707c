// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.demo;

import io.github.rmspropsimd.Backend;
import io.github.rmspropsimd.RmsProp;
import io.github.rmspropsimd.RmsPropKernel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The main job: trains the text's linear regression from scratch and by the library, then times both backends. */
@Command(
        name = "demo",
        description =
                "Trains a linear regression on the airfoil self-noise data by RMSProp, written out from scratch and"
                        + " by the library, and measures the library's speed on this machine.",
        footer = "Without --data and --download it uses the cached copy, or a generated data set if there is none.")
final class Main implements Callable<Integer> {

    private static final int MANY_PARAMETERS = 10_007;
    private static final int MANY_STEPS = 100;
    private static final int[] TIMED_LENGTHS = {100, 10_000, 1_000_000};

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    @SuppressWarnings("unused") // picocli asks for it
    private boolean help;

    @ArgGroup
    private Source source = new Source();

    private static final class Source {

        @Option(names = "--data", paramLabel = "FILE", description = "The airfoil file, 1,503 rows of 6 numbers.")
        private Path file;

        @Option(names = "--download", description = "Fetch UCI's file, check its SHA-256 and cache it.")
        private boolean download;
    }

    @Option(
            names = "--cache",
            paramLabel = "FOLDER",
            description = "Where the downloaded file is kept (default: rmsprop-simd in the user's cache folder).")
    private Path cacheFolder = AirfoilFile.cacheFolder();

    @Option(names = "--seed", description = "Seed of start and shuffling (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Spec
    private CommandSpec command;

    private PrintWriter out;

    /** Exits with 0, with 1 for data that cannot be had or results that differ, with 2 for a wrong command line. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main()).setExecutionExceptionHandler((exception, commandLine, parsed) -> {
            if (!(exception instanceof IOException)) {
                throw exception;
            }
            commandLine.getErr().println(exception.getMessage());
            return 1;
        });
    }

    @Override
    public Integer call() throws IOException {
        out = command.commandLine().getOut();
        DataSet data = load();
        boolean same = train(new LinearRegression(data), data.leastLoss());
        time();
        return same ? 0 : 1;
    }

    private DataSet load() throws IOException {
        Path cached = AirfoilFile.in(cacheFolder);
        if (source.file != null) {
            DataSet data = DataSet.read(source.file);
            out.println("Data: " + source.file);
            return data;
        }
        if (source.download) {
            AirfoilFile.download(AirfoilFile.SOURCE, cached);
        }
        if (Files.exists(cached)) {
            DataSet data = AirfoilFile.readChecked(cached);
            out.println("Data: airfoil self-noise, " + cached);
            return data;
        }
        out.println("Data: GENERATED, in the airfoil data's shape; for the real data pass --download or --data FILE.");
        return DataSet.generated();
    }

    private boolean train(LinearRegression regression, double leastLoss) {
        RmsPropKernel kernel = Optimizers.kernel();
        out.printf(Locale.ROOT, "Backend: %s%n", kernel.status());
        out.printf(
                Locale.ROOT,
                "Linear regression on %,d rows: batch %d, %d epochs, learning rate %s, decay %s, epsilon %s, seed %d.%n%n",
                DataSet.ROWS,
                LinearRegression.BATCH,
                LinearRegression.EPOCHS,
                LinearRegression.LEARNING_RATE,
                LinearRegression.DECAY,
                LinearRegression.EPSILON,
                seed);

        out.printf(Locale.ROOT, "examples    loss%n");
        int length = LinearRegression.PARAMETERS;
        float[] scratch = regression.train(
                Optimizers.fromScratch(length),
                seed,
                (params, seen) -> out.printf(Locale.ROOT, "%,8d  %.4f%n", seen, regression.loss(params)));
        long start = System.nanoTime();
        float[] library = regression.train(Optimizers.byTheLibrary(kernel, length), seed, (params, seen) -> {});
        double seconds = (System.nanoTime() - start) / 1e9 / LinearRegression.EPOCHS;
        boolean same = Arrays.equals(scratch, library) && Optimizers.agree(kernel, MANY_PARAMETERS, MANY_STEPS);

        out.printf(Locale.ROOT, "%nSeconds per epoch: %.4f%n", seconds);
        out.printf(
                Locale.ROOT, "Final loss: %.4f (least-squares optimum: %.4f)%n", regression.loss(library), leastLoss);
        out.printf(
                Locale.ROOT,
                "From scratch and by the library: %s, here and on %,d parameters over %d steps.%n",
                same ? "the same bits" : "DIFFERENT BITS",
                MANY_PARAMETERS,
                MANY_STEPS);
        return same;
    }

    private void time() {
        out.printf(Locale.ROOT, "%nNanoseconds per element, best of %d rounds in this JVM:%n%n", StepTimer.ROUNDS);
        out.printf(Locale.ROOT, "%9s %9s %9s %9s%n", "n", Backend.SCALAR, Backend.SIMD, "ratio");
        RmsProp rule = RmsProp.d2l();
        boolean simdRuns = Backend.SIMD.isAvailable();
        for (int n : TIMED_LENGTHS) {
            double scalar = StepTimer.nanosecondsPerElement(rule.kernel(Backend.SCALAR), n);
            if (simdRuns) {
                double simd = StepTimer.nanosecondsPerElement(rule.kernel(Backend.SIMD), n);
                out.printf(Locale.ROOT, "%,9d %9.3f %9.3f %9.2f%n", n, scalar, simd, scalar / simd);
            } else {
                out.printf(Locale.ROOT, "%,9d %9.3f %9s %9s%n", n, scalar, "-", "-");
            }
        }
        if (!simdRuns) {
            out.println(Backend.SIMD.explanation());
        }
    }
}
