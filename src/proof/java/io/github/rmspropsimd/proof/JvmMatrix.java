// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs {@link Digests} in fresh JVMs, one for each set of options and JDK, and writes a table of the results. */
@Command(
        name = "jvm-matrix",
        description = "Computes the digests in fresh JVMs with many options, and writes a table.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:all digests equal, and each JVM ended with SIMD or with a reason",
            "1:a JVM failed",
            "2:usage",
            "4:a JDK is missing"
        })
public final class JvmMatrix implements Callable<Integer> {

    static final int FAILED = 1;
    static final int NO_JDK = 4;

    @Option(names = "--jdk", split = ",", description = "JDKs: feature versions, which are searched for, or homes.")
    private List<String> wanted = List.of("25", "17");

    @Option(names = "--only", description = "Only sets of options that contain this text.")
    private String only = "";

    @Option(names = "--limit", description = "Seconds that one JVM may take.")
    private int limit = 600;

    @Option(names = "--jobs", description = "JVMs at the same time.")
    private int jobs = 1;

    @Option(names = "--out", description = "File for the table, in Markdown.")
    private Path out = Path.of("target", "jvm-matrix.md");

    @Spec
    private CommandSpec command;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new JvmMatrix()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException, ExecutionException {
        List<Jdk> jdks = new ArrayList<>();
        JdkFinder finder = JdkFinder.ofThisMachine();
        for (String version : wanted) {
            Optional<Jdk> jdk = finder.find(version);
            if (jdk.isEmpty()) {
                command.commandLine()
                        .getErr()
                        .println("There is no JDK " + version + ". Install it, or name its home: --jdk HOME; or set the"
                                + " environment variable JAVA" + version + "_HOME.");
                return NO_JDK;
            }
            jdks.add(jdk.get());
        }
        List<MatrixRow> rows = run(jdks);
        Files.createDirectories(out.toAbsolutePath().getParent());
        Files.writeString(out, MatrixTable.of(jdks, rows, commandLine()));
        long failed = rows.stream().filter(row -> row.problem().isPresent()).count();
        println(failed + " of " + rows.size() + " rows failed; the table is in " + out);
        return failed == 0 ? 0 : FAILED;
    }

    private List<MatrixRow> run(List<Jdk> jdks) throws IOException, InterruptedException, ExecutionException {
        Map<Jdk, Set<String>> flags = new HashMap<>();
        for (Jdk jdk : jdks) {
            flags.put(jdk, JvmRun.flags(jdk));
        }
        ExecutorService executor = Executors.newFixedThreadPool(jobs);
        try {
            List<Future<MatrixRow>> futures = new ArrayList<>();
            for (OptionSet set : OptionSet.all()) {
                for (Jdk jdk : jdks) {
                    if (set.toString().contains(only)) {
                        futures.add(executor.submit(() -> row(jdk, set, flags.get(jdk))));
                    }
                }
            }
            List<MatrixRow> rows = new ArrayList<>();
            for (Future<MatrixRow> future : futures) {
                MatrixRow row = future.get();
                rows.add(row);
                println("%3d/%d  JDK %d  %4d s  %s  %s"
                        .formatted(
                                rows.size(),
                                futures.size(),
                                row.jdk(),
                                row.time().toSeconds(),
                                row.set(),
                                row.problem().orElse(row.isSkipped() ? "skipped: " + row.notes() : row.status())));
            }
            return rows;
        } finally {
            executor.shutdownNow();
        }
    }

    private MatrixRow row(Jdk jdk, OptionSet set, Set<String> flags) throws IOException, InterruptedException {
        JvmRun run = set.isPointless(flags) ? null : JvmRun.digests(jdk, set.known(flags), Duration.ofSeconds(limit));
        return new MatrixRow(jdk.feature(), set, set.unknown(flags), run);
    }

    private void println(String line) {
        command.commandLine().getOut().println(line);
        command.commandLine().getOut().flush();
    }

    /** The command that writes the same table again. */
    private String commandLine() {
        List<String> arguments = command.commandLine().getParseResult().originalArgs();
        String given = arguments.isEmpty() ? "" : " -DjvmMatrix=\"" + String.join(" ", arguments) + "\"";
        return "mvn -q test-compile exec:exec@jvm-matrix" + given;
    }
}
