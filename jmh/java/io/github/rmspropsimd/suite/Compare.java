// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.suite;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
 * The guard: tells what became slower from one run to another. A ratio's interval is Welch's, on the logarithms of the
 * forks' means: forks, not iterations, are what varies independently.
 */
@Command(
        name = "compare",
        description = {
            "Compares two results in JMH's JSON; exit code 1 if something became slower, 2 if nothing could"
                    + " be compared, something is missing in the later, or a file cannot be read.",
            "Slower is what lies above 1 + the tolerance with its whole interval."
        },
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = CommandLine.ExitCode.USAGE,
        showDefaultValues = true)
final class Compare implements Callable<Integer> {

    /** Two give an interval that spans everything. */
    private static final int FEWEST_FORKS = 3;

    @Parameters(index = "0", paramLabel = "BEFORE", description = "A JSON file, or the folder of a suite.")
    private Path before;

    @Parameters(index = "1", paramLabel = "AFTER", description = "The same of the later run.")
    private Path after;

    @Option(names = "--confidence", description = "Of each interval.")
    private double confidence = 0.99;

    @Option(names = "--tolerance", description = "So much slower is not told.")
    private double tolerance = 0.03;

    @Option(
            names = "--relative-to",
            description =
                    "An arm, such as plainNotVectorised: compares times over its time in the same round, so that a"
                            + " machine that became slower as a whole does not count.")
    private String reference;

    @Spec
    private CommandSpec command;

    /** The ratio of the times after to those before. */
    record Change(Measured measured, double ratio, double low, double high) {}

    @Override
    public Integer call() throws IOException {
        Map<String, Measured> old = new HashMap<>();
        Results earlier = Results.read(before);
        Results later = Results.read(after);
        earlier.machine()
                .differences(later.machine())
                .forEach(difference -> out().println("Not the same: " + difference));
        relative(earlier).forEach(one -> old.put(one.key(), one));
        List<Change> changes = new ArrayList<>();
        List<String> untold = new ArrayList<>();
        untold(earlier, untold);
        untold(later, untold);
        boolean missing = false;
        for (Measured one : relative(later)) {
            Measured former = old.remove(one.key());
            if (former == null) {
                untold.add(one.key() + ": in " + after + " alone");
            } else if (former.forks().size() < FEWEST_FORKS || one.forks().size() < FEWEST_FORKS) {
                untold.add(one.key() + ": fewer than " + FEWEST_FORKS + " forks");
                missing |= former.forks().size() >= FEWEST_FORKS;
            } else {
                changes.add(change(former, one));
            }
        }
        old.keySet().forEach(key -> untold.add(key + ": in " + before + " alone"));
        print(changes, untold);
        if (changes.isEmpty() || missing || !old.isEmpty()) {
            return CommandLine.ExitCode.USAGE;
        }
        return changes.stream().anyMatch(change -> change.low() > 1 + tolerance) ? 1 : 0;
    }

    /** What has no reference beside it. */
    private void untold(Results results, List<String> untold) {
        if (reference == null) {
            return;
        }
        List<String> told = relative(results).stream().map(Measured::key).toList();
        results.all().stream()
                .filter(one -> !one.arm().endsWith("." + reference))
                .map(Measured::key)
                .filter(key -> !told.contains(key) && !untold.contains(key + ": no " + reference + " beside it"))
                .forEach(key -> untold.add(key + ": no " + reference + " beside it"));
    }

    /** Times, or what they are of the reference's in the same round. */
    private List<Measured> relative(Results results) {
        if (reference == null) {
            return results.all();
        }
        List<Measured> relative = new ArrayList<>();
        for (Measured one : results.all()) {
            String benchmark = one.arm().substring(0, one.arm().indexOf('.') + 1);
            results.all().stream()
                    .filter(other -> other.arm().equals(benchmark + reference)
                            && other.parameters().equals(one.parameters())
                            && other.mode().equals(one.mode())
                            && !other.arm().equals(one.arm()))
                    .findFirst()
                    .ifPresent(other -> relative.add(one.over(other)));
        }
        return relative;
    }

    private Change change(Measured earlier, Measured later) {
        StreamingStatistics a = logarithms(earlier);
        StreamingStatistics b = logarithms(later);
        double varianceA = a.getVariance() / a.getN();
        double varianceB = b.getVariance() / b.getN();
        double variance = varianceA + varianceB;
        double difference = b.getMean() - a.getMean();
        double half = 0;
        if (variance > 0) {
            double degrees = variance
                    * variance
                    / (varianceA * varianceA / (a.getN() - 1) + varianceB * varianceB / (b.getN() - 1));
            half = new TDistribution(degrees).inverseCumulativeProbability(0.5 + confidence / 2) * Math.sqrt(variance);
        }
        return new Change(later, Math.exp(difference), Math.exp(difference - half), Math.exp(difference + half));
    }

    private static StreamingStatistics logarithms(Measured measured) {
        StreamingStatistics statistics = new StreamingStatistics();
        measured.forks().forEach(fork -> statistics.addValue(Math.log(fork)));
        return statistics;
    }

    private void print(List<Change> changes, List<String> untold) {
        untold.forEach(one -> out().println("Not compared: " + one));
        List<Change> slower =
                changes.stream().filter(change -> change.low() > 1 + tolerance).toList();
        List<Change> faster = changes.stream()
                .filter(change -> change.high() < 1 / (1 + tolerance))
                .toList();
        print("Slower", slower);
        print("Faster", faster);
        out().printf(
                        Locale.ROOT,
                        "%d compared: %d slower, %d faster, %d not to be told apart; %d not compared.%n",
                        changes.size(),
                        slower.size(),
                        faster.size(),
                        changes.size() - slower.size() - faster.size(),
                        untold.size());
    }

    private void print(String title, List<Change> changes) {
        for (Change change : changes) {
            out().printf(
                            Locale.ROOT,
                            "%s: %s  × %.3f  [%.3f, %.3f]%n",
                            title,
                            change.measured().key(),
                            change.ratio(),
                            change.low(),
                            change.high());
        }
    }

    private java.io.PrintWriter out() {
        return command.commandLine().getOut();
    }
}
