// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.proof;

import io.github.rmspropsimd.RmsProp;
import io.github.rmspropsimd.demo.Terminal;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import me.tongfei.progressbar.ProgressBar;
import org.openjdk.jol.vm.VM;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Starts JVMs one after the other and compares them: how many reach SIMD and when, and whether the JVM's choices in one make
 * it slower than the others. Every fourth does not await SIMD.
 */
@Command(
        name = "forks",
        description = "Compares many JVMs: the time until SIMD is active, and the time of a step.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class Forks implements Callable<Integer> {

    private static final int AWAITING_OF = 4;

    @Option(names = "--jvms", paramLabel = "COUNT", description = "JVMs to start.")
    private int jvms = 100;

    @Option(names = "--jdk", paramLabel = "HOME", description = "The JDK to start; the running one if none is given.")
    private Path jdk = Path.of(System.getProperty("java.home"));

    @Option(names = "--jvm-option", paramLabel = "OPTION", description = "One more option of the JVMs.")
    private List<String> jvmOptions = List.of();

    @Option(names = "--investigate", description = "Adds to each log of compilations what was inlined.")
    private boolean investigate;

    @Option(
            names = "--logs",
            paramLabel = "FOLDER",
            description = "Keeps the logs of slow JVMs, and of one that is not.")
    private Path logs = Path.of("target", "forks");

    @Option(names = "--out", paramLabel = "FILE", description = "A Markdown file for the tables.")
    private Path out;

    @Spec
    private CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(ProofCommand.of(new Forks()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        check();
        if (Files.isDirectory(logs)) {
            try (Stream<Path> old = Files.list(logs)) {
                for (Path file : old.filter(
                                path -> path.getFileName().toString().startsWith("jvm-"))
                        .toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectories(logs);
        List<ForkResult> results = new ArrayList<>();
        try (ProgressBar progress = Terminal.progress("JVMs", jvms)) {
            for (int jvm = 1; jvm <= jvms; jvm++) {
                results.add(start(jvm));
                progress.step();
            }
        }
        Outliers outliers = new Outliers(results);
        dropLogs(outliers);
        String tables = new ForksReport(results, outliers).markdown();
        System.out.print(tables);
        if (!outliers.list().isEmpty()) {
            System.out.println("\nTheir logs, and one of a JVM that is not slow, are in " + logs + ".");
        }
        if (out != null) {
            write(tables);
        }
        List<ForkResult> without =
                results.stream().filter(result -> !result.reachedSimd()).toList();
        without.forEach(result -> System.out.println("JVM " + result.jvm() + ": " + result.status()));
        return without.isEmpty() ? 0 : 1;
    }

    private void check() {
        if (jvms < 1 || jvms > 100_000) {
            throw error("--jvms must be from 1 to 100000, is " + jvms);
        }
        if (!Files.isExecutable(jdk.resolve("bin").resolve("java"))) {
            throw error("--jdk must be the home of a JDK, and there is no bin/java in " + jdk);
        }
        if (out != null && Files.isDirectory(out)) {
            throw error("--out must be a file, and " + out + " is a folder");
        }
    }

    private ParameterException error(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private Path log(int jvm) {
        return logs.resolve("jvm-%05d.log".formatted(jvm));
    }

    private ForkResult start(int jvm) throws IOException, InterruptedException {
        String classPath = Stream.of(RmsProp.class, Forks.class, VM.class)
                .map(type -> ChildJvm.placeOf(type).toString())
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
        List<String> options = new ArrayList<>(List.of("-Djol.skipDynamicAttach=true", "-XX:+PrintCompilation"));
        if (investigate) {
            options.addAll(List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:+PrintInlining"));
        }
        options.addAll(jvmOptions);
        Path result = Files.createTempFile("fork", ".txt");
        try {
            Process process = ChildJvm.command(
                            jdk,
                            options,
                            classPath,
                            ForkJvm.class,
                            List.of(result.toString(), Boolean.toString(jvm % AWAITING_OF != 0)))
                    .redirectErrorStream(true)
                    .redirectOutput(log(jvm).toFile())
                    .start();
            try {
                if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
                    throw new IllegalStateException("JVM " + jvm + " failed; its log is " + log(jvm));
                }
            } finally {
                process.destroyForcibly();
            }
            return ForkResult.read(jvm, result);
        } finally {
            Files.delete(result);
        }
    }

    /** Keeps the logs of slow JVMs, and of the first that is not. */
    private void dropLogs(Outliers outliers) throws IOException {
        Set<Integer> slow =
                outliers.list().stream().map(outlier -> outlier.jvm().jvm()).collect(Collectors.toSet());
        boolean kept = slow.isEmpty();
        for (int jvm = 1; jvm <= jvms; jvm++) {
            if (!slow.contains(jvm)) {
                if (kept) {
                    Files.delete(log(jvm));
                }
                kept = true;
            }
        }
    }

    private void write(String tables) throws IOException {
        Path parent = out.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.writeString(
                out,
                Surroundings.markdown(
                                "Forks",
                                ChildJvm.version(jdk),
                                String.join(" ", jvmOptions),
                                "forks",
                                spec.commandLine().getParseResult().originalArgs())
                        + tables);
    }
}
