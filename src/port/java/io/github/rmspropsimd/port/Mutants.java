// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the kit: makes wrong ports of the port in C, and counts which of them the checker catches. */
@Command(
        name = "mutants",
        description = {
            "Makes wrong ports of the port in C by changing its source, and checks each.",
            "Exit code 0 if each fails or is known as equivalent, at least 80 % of those",
            "that fail are told the right cause, and none a wrong one; else 1."
        },
        mixinStandardHelpOptions = true)
final class Mutants implements Callable<Integer> {

    private static final double ENOUGH = 0.8;

    @Option(names = "--folder", paramLabel = "FOLDER", description = "The port kit (default: ${DEFAULT-VALUE}).")
    private Path folder = Path.of("src", "port");

    @Option(names = "--threads", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
    private int threads = 2;

    @Option(names = "--only", paramLabel = "TEXT", description = "Only mutants whose description contains it.")
    private String only = "";

    @Option(names = "--verbose", description = "Also prints what the checker reports.")
    private boolean verbose;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws IOException, InterruptedException, ExecutionException {
        PrintWriter out = command.commandLine().getOut();
        List<Mutant> mutants = Mutant.all(folder).stream()
                .filter(mutant -> mutant.toString().contains(only))
                .toList();
        Map<String, String> equivalent = Mutant.equivalent(folder);
        Path work = Files.createTempDirectory("mutants");
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        Map<MutantRun.Outcome, Integer> counts = new TreeMap<>();
        int known = 0;
        boolean bad = false;
        try {
            List<Future<MutantRun>> runs = new ArrayList<>();
            for (Mutant mutant : mutants) {
                runs.add(pool.submit(() -> MutantRun.of(mutant, work.resolve(Integer.toString(mutant.number())))));
            }
            for (int i = 0; i < runs.size(); i++) {
                MutantRun run = runs.get(i).get();
                boolean isKnown = equivalent.containsKey(mutants.get(i).toString());
                boolean passes = run.outcome() == MutantRun.Outcome.PASSES;
                known += isKnown && passes ? 1 : 0;
                bad |= isKnown != passes && run.outcome() != MutantRun.Outcome.NOT_COMPILED;
                if (!(isKnown && passes)) {
                    counts.merge(run.outcome(), 1, Integer::sum);
                }
                out.printf(
                        Locale.ROOT,
                        "%3d of %d  %-13s %s%n",
                        i + 1,
                        runs.size(),
                        isKnown && passes ? "equivalent" : run.outcome(),
                        mutants.get(i));
                if (isKnown && !passes) {
                    out.println("    is listed as equivalent, and is not");
                }
                boolean show = verbose
                        || run.outcome() == MutantRun.Outcome.WRONG_CAUSE
                        || run.outcome() == MutantRun.Outcome.NO_CAUSE;
                (show ? run.report() : List.<String>of()).forEach(line -> out.println("    " + line));
            }
        } finally {
            pool.shutdownNow();
        }
        return summary(out, counts, known, bad);
    }

    private static int summary(PrintWriter out, Map<MutantRun.Outcome, Integer> counts, int known, boolean bad) {
        int passed = counts.getOrDefault(MutantRun.Outcome.PASSES, 0);
        int right = counts.getOrDefault(MutantRun.Outcome.RIGHT_CAUSE, 0);
        int none = counts.getOrDefault(MutantRun.Outcome.NO_CAUSE, 0);
        int wrong = counts.getOrDefault(MutantRun.Outcome.WRONG_CAUSE, 0);
        int unreadable = counts.getOrDefault(MutantRun.Outcome.NO_OUTPUT, 0);
        int told = right + none + wrong;
        out.printf(
                Locale.ROOT,
                "%d wrong ports: %d fail, %d pass; %d more are equivalent, %d do not compile%n",
                told + unreadable + passed,
                told + unreadable,
                passed,
                known,
                counts.getOrDefault(MutantRun.Outcome.NOT_COMPILED, 0));
        out.printf(
                Locale.ROOT,
                "Of those that fail, %d write no output that can be read. Of the other %d, %d (%.1f %%) are told the"
                        + " right cause, %d none, %d a wrong one%n",
                unreadable,
                told,
                right,
                100.0 * right / Math.max(1, told),
                none,
                wrong);
        return bad || passed > 0 || wrong > 0 || right < ENOUGH * told ? 1 : 0;
    }
}
