// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.suite;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.stat.descriptive.StreamingStatistics;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Compares two runs. Ratios are times as fast: below 1 the later run is slower. The interval is Welch's, on the logarithms
 * of the forks' means, since forks, not iterations, vary independently.
 */
@Command(
        name = "compare",
        description = {
            "Compares two results: the later is so many times as fast as the earlier.",
            "An arm is slower if its whole interval lies below 1 / (1 + tolerance), faster if it lies above 1 + tolerance.",
            "Exit code 1 if an arm is slower, 2 if nothing could be compared, the later run lacks an arm, or a file cannot"
                    + " be read."
        },
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = CommandLine.ExitCode.USAGE,
        showDefaultValues = true)
final class Compare implements Callable<Integer> {

    /** Two forks give an interval that spans everything. */
    private static final int FEWEST_FORKS = 3;

    @Parameters(index = "0", paramLabel = "BEFORE", description = "A file of results, or the folder of a run.")
    private Path before;

    @Parameters(index = "1", paramLabel = "AFTER", description = "The same of the later run.")
    private Path after;

    @Option(names = "--confidence", description = "Of each interval.")
    private double confidence = 0.99;

    @Option(names = "--tolerance", description = "A difference up to this does not count.")
    private double tolerance = 0.03;

    @Spec
    private CommandSpec command;

    /** How many times as fast as before, with its interval. */
    private record Change(String key, double ratio, double low, double high) {}

    @Override
    public Integer call() throws IOException {
        PrintWriter out = command.commandLine().getOut();
        Map<String, Measured> old = new TreeMap<>();
        Results.read(before).measured().forEach(one -> old.put(one.key(), one));
        List<Change> changes = new ArrayList<>();
        boolean missing = false;
        for (Measured one : Results.read(after).measured()) {
            Measured former = old.remove(one.key());
            if (former == null) {
                out.println("Not compared: " + one.key() + ": only in " + after);
            } else if (former.forks().size() < FEWEST_FORKS || one.forks().size() < FEWEST_FORKS) {
                out.println("Not compared: " + one.key() + ": fewer than " + FEWEST_FORKS + " forks");
                missing |= former.forks().size() >= FEWEST_FORKS;
            } else {
                changes.add(change(former, one));
            }
        }
        old.keySet().forEach(key -> out.println("Not compared: " + key + ": only in " + before));
        List<Change> slower = changes.stream()
                .filter(change -> change.high() < 1 / (1 + tolerance))
                .toList();
        List<Change> faster =
                changes.stream().filter(change -> change.low() > 1 + tolerance).toList();
        print(out, "Slower", slower);
        print(out, "Faster", faster);
        out.printf(
                Locale.ROOT,
                "%d compared: %d slower, %d faster, %d the same within noise.%n",
                changes.size(),
                slower.size(),
                faster.size(),
                changes.size() - slower.size() - faster.size());
        if (changes.isEmpty() || missing || !old.isEmpty()) {
            return CommandLine.ExitCode.USAGE;
        }
        return slower.isEmpty() ? 0 : 1;
    }

    private Change change(Measured earlier, Measured later) {
        StreamingStatistics a = logarithms(earlier);
        StreamingStatistics b = logarithms(later);
        double varianceA = a.getVariance() / a.getN();
        double varianceB = b.getVariance() / b.getN();
        double variance = varianceA + varianceB;
        double difference = a.getMean() - b.getMean();
        double half = 0;
        if (variance > 0) {
            double degrees = variance
                    * variance
                    / (varianceA * varianceA / (a.getN() - 1) + varianceB * varianceB / (b.getN() - 1));
            half = new TDistribution(degrees).inverseCumulativeProbability(0.5 + confidence / 2) * Math.sqrt(variance);
        }
        return new Change(later.key(), Math.exp(difference), Math.exp(difference - half), Math.exp(difference + half));
    }

    private static StreamingStatistics logarithms(Measured measured) {
        StreamingStatistics statistics = new StreamingStatistics();
        measured.forks().forEach(fork -> statistics.addValue(Math.log(fork)));
        return statistics;
    }

    private static void print(PrintWriter out, String title, List<Change> changes) {
        changes.forEach(change -> out.printf(
                Locale.ROOT,
                "%s: %s is %.3f times as fast [%.3f, %.3f]%n",
                title,
                change.key(),
                change.ratio(),
                change.low(),
                change.high()));
    }
}
