// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.suite;

import com.google.gson.JsonArray;
import io.github.rmspropsimd.Intrinsics;
import io.github.rmspropsimd.latency.Latency;
import io.github.rmspropsimd.latency.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the suite on this machine and JDK, packs the results into one file, and reports. */
@Command(
        name = "suite",
        description = "Measures the library, plain loops, and the limits of the hardware.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class Suite implements Callable<Integer> {

    /** Bytes for a call. An object has more; what the harness allocates adds less to steps of at most 1,024 elements. */
    private static final int LEAST_ALLOCATED = 8;

    @Option(names = "--extent", description = "How much: ${COMPLETION-CANDIDATES}.")
    private Extent extent = Extent.SHORT;

    @Option(names = "--only", split = ",", description = "Sections: ${COMPLETION-CANDIDATES}; all if none is given.")
    private Set<Section> sections = EnumSet.allOf(Section.class);

    @Option(names = "--n", split = ",", description = "Lengths of STEPS and PEERS; the extent's if none is given.")
    private List<Integer> lengths;

    @Option(names = "--rounds", description = "Forks of each arm; the extent's if none is given.")
    private Integer rounds;

    @Option(names = "--jvm-option", description = "One more option for the JVMs that are measured; may be repeated.")
    private List<String> jvmOptions = new ArrayList<>();

    @Option(names = "--out", description = "Folder for results, tables and pictures.")
    private Path out = Path.of("target", "benchmarks");

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws IOException, InterruptedException {
        int forks = rounds != null ? rounds : extent.rounds;
        List<Integer> chosen = lengths != null ? lengths : extent.lengths();
        Machine machine = Machine.ofForks(jvmOptions);
        boolean withC = compileC();
        List<Job> jobs = sections.stream()
                .flatMap(section -> section.jobs(chosen).stream())
                .filter(job -> withC || !job.needsC())
                .toList();
        boolean latency = sections.contains(Section.LATENCY);
        if (jobs.isEmpty() && !latency) {
            throw new ParameterException(command.commandLine(), "nothing to run: PEERS need the build's profile peers");
        }
        Files.createDirectories(out);
        String arguments = String.join(
                        " ", command.commandLine().getParseResult().originalArgs())
                .replaceFirst(" --out(=| )\\S+", "");
        List<Outcome> outcomes = latency ? new Latency(jvmOptions, out).run(forks, extent == Extent.TINY) : List.of();
        Path file = Results.write(out, machine, arguments, new JsonArray(), outcomes);
        Rounds run = new Rounds(extent, jvmOptions, out);
        run.run(jobs, forks, results -> Results.write(out, machine, arguments, results, outcomes));

        System.out.println(Report.write(List.of(file), out));
        run.failures().forEach((job, reason) -> System.out.println("No result: " + job + ": " + reason));
        List<String> allocating = extent == Extent.TINY ? List.of() : allocating(Results.read(file));
        allocating.forEach(one -> System.out.println("Allocates: " + one));
        System.out.println("Tables and pictures are in " + out + ", all results in " + file + ".");
        return run.failures().isEmpty() && allocating.isEmpty() ? 0 : 1;
    }

    /** The library's arms that allocate after their warm-up. */
    private static List<String> allocating(Results results) {
        return results.measured().stream()
                .filter(one -> one.name().matches("library.*|scalar|(?!inMain|firstSecond).*Library"))
                .filter(one -> one.n() <= Program.N && one.allocated() >= LEAST_ALLOCATED)
                .map(one -> one.key() + ": " + one.allocated() + " bytes for each call")
                .toList();
    }

    /** Compiles the C once for all forks; false where that cannot be done. */
    private static boolean compileC() {
        try {
            System.setProperty(Intrinsics.LIBRARY, Intrinsics.compile().toString());
            return true;
        } catch (IllegalStateException | UncheckedIOException e) {
            System.out.println("The arms in C are left out: " + e.getMessage());
            return false;
        }
    }
}
