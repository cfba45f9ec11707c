// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The main job: runs the experiments, and writes their figures and a page that shows them together. */
@Command(
        name = "demo",
        sortOptions = false,
        description = "Runs the experiments of the text on RMSProp and two more, prints their numbers, and writes their"
                + " figures and a page that shows them together.",
        footer =
                "%nWithout --data and --download, scratch and concise train on the cached copy of the airfoil data, or on"
                        + " generated data if there is none.")
final class Main implements Callable<Integer> {

    @Parameters(
            paramLabel = "EXPERIMENT",
            arity = "0..*",
            description = "Which ones to run, all by default: weights, trace, scratch, concise, clicks, speed.")
    private List<String> names = new ArrayList<>();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    @SuppressWarnings("unused") // picocli asks for it
    private boolean help;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description = "Where the figures and the page go (default: ${DEFAULT-VALUE}).")
    private Path outFolder = Path.of("target", "demo");

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

    @Option(names = "--seed", description = "Seed of all that is random (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Spec
    private CommandSpec command;

    /** Exits with 0, with 1 for data or a folder that cannot be had, with 2 for a wrong command line. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setParameterExceptionHandler((exception, arguments) -> {
                    exception.getCommandLine().getErr().println(exception.getMessage());
                    return 2;
                })
                .setExecutionExceptionHandler((exception, commandLine, parsed) -> {
                    if (!(exception instanceof IOException)) {
                        throw exception;
                    }
                    commandLine.getErr().println(exception.getMessage());
                    return 1;
                });
    }

    @Override
    public Integer call() throws IOException {
        Set<Experiment> experiments = EnumSet.noneOf(Experiment.class);
        for (String name : names) {
            experiments.add(byName(name));
        }
        if (names.isEmpty()) {
            experiments = EnumSet.allOf(Experiment.class);
        }
        Lab lab = new Lab(command.commandLine().getOut(), seed, this::load);
        Report report = new Report(outFolder);
        if (experiments.stream().anyMatch(Experiment::usesData)) {
            lab.airfoil(); // first, so that what it says of the data comes first
        }
        for (Experiment experiment : experiments) {
            lab.print("%n%s: %s%n", experiment, experiment.summary());
            Figure figure = experiment.run(lab);
            lab.print("%nfigure: %s", report.add(experiment, figure));
        }
        lab.print("%nAll figures: %s", report.write());
        return 0;
    }

    private Experiment byName(String name) {
        return Arrays.stream(Experiment.values())
                .filter(experiment -> experiment.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        command.commandLine(),
                        "no experiment '" + name + "'; there are " + Arrays.toString(Experiment.values())));
    }

    private DataSet load() throws IOException {
        Path cached = AirfoilFile.in(cacheFolder);
        if (source.file != null) {
            DataSet data = DataSet.read(source.file);
            say("Data: " + source.file);
            return data;
        }
        if (source.download) {
            AirfoilFile.download(AirfoilFile.SOURCE, cached);
        }
        if (Files.exists(cached)) {
            DataSet data = AirfoilFile.readChecked(cached);
            say("Data: airfoil self-noise, " + cached);
            return data;
        }
        say("Data: GENERATED, in the airfoil data's shape; for the real data pass --download or --data FILE.");
        return DataSet.generated();
    }

    private void say(String line) {
        command.commandLine().getOut().println(line);
    }
}
