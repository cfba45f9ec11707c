// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.suite;

import io.github.rmspropsimd.Intrinsics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the suite on this machine and JDK, and reports. */
@Command(
        name = "suite",
        description = "Measures the library, what could stand in for it, and the limits of the hardware.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class Suite implements Callable<Integer> {

    /** Three arrays of floats. */
    private static final int BYTES_PER_ELEMENT = 3 * Float.BYTES;

    @Option(names = "--extent", description = "How much: ${COMPLETION-CANDIDATES}.")
    private Extent extent = Extent.SHORT;

    @Option(names = "--only", split = ",", description = "Sections: ${COMPLETION-CANDIDATES}; all if none is given.")
    private Set<Section> sections = EnumSet.allOf(Section.class);

    @Option(
            names = "--n",
            split = ",",
            description = "Lengths of the sections STEPS, LAYOUTS and PEERS; the extent's if none is given.")
    private List<Integer> lengths = List.of();

    @Option(names = "--rounds", description = "Forks of each arm; the extent's if none is given.")
    private Integer rounds;

    @Option(names = "--jvm-option", description = "One more option for the JVMs that are measured.")
    private List<String> jvmOptions = new ArrayList<>();

    @Option(names = "--out", description = "Folder for results, tables and charts.")
    private Path out = Path.of("target", "benchmarks");

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws IOException {
        check();
        Machine machine = machine();

        Optional<String> withoutC = compileC();
        withoutC.ifPresent(reason -> System.out.println("The arms in C are left out: " + reason + "."));
        List<Job> jobs = sections.stream()
                .flatMap(section -> section.jobs(lengths, extent).stream())
                .filter(job -> withoutC.isEmpty() || !job.needsC())
                .filter(job -> fits(job, machine))
                .toList();
        if (jobs.isEmpty()) {
            throw new ParameterException(
                    command.commandLine(), "there is nothing to run; the peers need the build's profile peers");
        }
        Files.createDirectories(out);
        Files.deleteIfExists(out.resolve(Results.FILE)); // of an earlier run, whose machine may be another
        Files.writeString(out.resolve(Results.MACHINE), machine.json());
        Rounds run = new Rounds(extent, jvmOptions, out);
        run.run(jobs, rounds != null ? rounds : extent.rounds);

        System.out.println(new Report(out).write());
        run.failures().forEach((job, reason) -> System.out.println("No result: " + job + ": " + reason));
        List<String> allocating = allocating(Results.read(out));
        allocating.forEach(one -> System.out.println("Allocates: " + one));
        System.out.println("Results, tables and charts are in " + out + ".");
        return run.failures().isEmpty() && allocating.isEmpty() ? 0 : 1;
    }

    /** The library's arms that allocate, where an iteration has so many steps that what JMH allocates is less than a byte. */
    private List<String> allocating(Results results) {
        return results.all().stream()
                .filter(one -> extent != Extent.TINY && one.mode().equals("avgt"))
                .filter(one -> one.arm().matches(".*\\.(simd|simdWarmedByItself|scalar)"))
                .filter(one -> one.allocated() >= 1 && one.n() <= 4_096)
                .map(one -> one.key() + ": " + one.allocated() + " bytes for each step")
                .toList();
    }

    /** Compiles it once for all forks; why that cannot be, if so. */
    private static Optional<String> compileC() {
        Optional<String> refusal = Intrinsics.refusal();
        if (refusal.isPresent()) {
            return refusal;
        }
        try {
            System.setProperty(Intrinsics.LIBRARY, Intrinsics.compile().toString());
            return Optional.empty();
        } catch (IllegalStateException | UncheckedIOException e) {
            return Optional.of(e.getMessage());
        }
    }

    private Machine machine() throws IOException {
        try {
            return Machine.ofForks(jvmOptions);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }

    private void check() {
        if (rounds != null && rounds < 1) {
            throw new ParameterException(command.commandLine(), "--rounds must be 1 or more");
        }
        if (lengths.stream().anyMatch(n -> n < 1) || lengths.stream().distinct().count() < lengths.size()) {
            throw new ParameterException(command.commandLine(), "--n must be 1 or more, each once");
        }
    }

    private static boolean fits(Job job, Machine machine) {
        boolean fits = (long) job.n() * BYTES_PER_ELEMENT < machine.heap() / 2;
        if (!fits) {
            System.out.println(job.arm() + " with " + job.n() + " elements is left out: the heap is too small.");
        }
        return fits;
    }
}
