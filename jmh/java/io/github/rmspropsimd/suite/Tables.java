// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.suite;

import static io.github.rmspropsimd.suite.Measured.ratio;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The results in Markdown. Ratios are those of {@link Measured#ratio}, but for the luckiest plain loop, whose
 * fastest fork counts; below 1 the first is faster. */
final class Tables {

    private static final String NONE = "";

    private final Results results;
    private final List<Measured> steps;
    private final StringBuilder out = new StringBuilder();

    Tables(Results results) {
        this.results = results;
        this.steps = results.of("StepBenchmark", "avgt");
    }

    String markdown() {
        line(results.machine().line() + ".");
        goals();
        steps();
        embedded();
        layouts();
        mixed();
        calls();
        peers();
        return out.toString();
    }

    private void steps() {
        if (steps.isEmpty()) {
            return;
        }
        heading("One step of n elements");
        header(
                "n",
                "SIMD, ns per step",
                "ns per element",
                "forks",
                "default kernel",
                "SCALAR",
                "plain",
                "luckiest plain",
                "plain, unchecked",
                "plain, not vectorised",
                "C, a call each",
                "C, repeated in C",
                "memory limit",
                "bytes");
        for (int n : lengths(steps)) {
            Optional<Measured> simd = step("simd", n);
            if (simd.isEmpty()) {
                continue;
            }
            Measured one = simd.get();
            row(
                    String.format(Locale.ROOT, "%,d", n),
                    number(one.median()),
                    number(one.median() / n),
                    forks(one),
                    step("simdWarmedByItself", n)
                            .map(other -> number(ratio(other, one)))
                            .orElse(NONE),
                    over(one, step("scalar", n)),
                    over(one, step("plain", n)),
                    step("plain", n)
                            .map(plain -> number(one.median() / plain.fastest()))
                            .orElse(NONE),
                    over(one, step("plainUnchecked", n)),
                    over(one, step("plainNotVectorised", n)),
                    over(one, step("intrinsics", n)),
                    over(one, step("intrinsicsRepeated", n)),
                    memory(n).map(memory -> number(ratio(memory, one))).orElse(NONE),
                    allocated(one));
        }
        line("");
        line(
                "\"forks\" is their number, and the fastest and the slowest over the median. The default kernel, which warmed"
                        + " itself, is given over SIMD; from SCALAR on SIMD is given over the other; \"memory limit\" is the"
                        + " fraction of the speed at which the same bytes can be moved. Bytes are those of the fork that"
                        + " allocated most; at millions of elements few steps share what the harness allocates.");
        if (results.machine().elementsOfLargeArrays() > 0) {
            line(String.format(
                    Locale.ROOT,
                    "Arrays are made to lie a third of a page apart, where the collector leaves them in a row; from about %,d"
                            + " elements on each starts a region of G1's heap, so that they agree modulo 4 KiB.",
                    results.machine().elementsOfLargeArrays()));
        }
    }

    private void goals() {
        List<Double> c = new ArrayList<>();
        List<Double> lucky = new ArrayList<>();
        List<Double> small = new ArrayList<>();
        List<Double> from16 = new ArrayList<>();
        List<Double> unchecked = new ArrayList<>();
        List<Double> limit = new ArrayList<>();
        for (int n : lengths(steps)) {
            Optional<Measured> simd = step("simd", n);
            if (simd.isEmpty()) {
                continue;
            }
            Measured one = simd.get();
            if (n >= 64 && n <= 65_537) {
                step("intrinsicsRepeated", n).ifPresent(other -> c.add(ratio(one, other)));
                step("plain", n).ifPresent(plain -> lucky.add(one.median() / plain.fastest()));
            }
            if (n <= 64) {
                step("plainUnchecked", n).ifPresent(plain -> unchecked.add(ratio(one, plain)));
                step("plain", n).ifPresent(plain -> (n < 16 ? small : from16).add(ratio(one, plain)));
            }
            if (n >= 1 << 25) {
                memory(n).ifPresent(memory -> limit.add(ratio(memory, one)));
            }
        }
        int before = out.length();
        heading("In short");
        header("ratio of times, or fraction", "geometric mean", "least", "greatest");
        int empty = out.length();
        summary("SIMD ÷ C repeated in C, n = 64 to 65,537", c);
        summary("SIMD ÷ luckiest plain loop, n = 64 to 65,537", lucky);
        summary("SIMD ÷ plain loop, n = 1 to 15", small);
        summary("SIMD ÷ plain loop, n = 16 to 64", from16);
        summary("SIMD ÷ plain loop without the checks, n = 1 to 64", unchecked);
        summary("fraction of the memory limit, n from 32 M", limit);
        for (String arm : List.of("plainInlined", "plainWrittenOut", "plainChecked", "plainAfterShortCalls")) {
            summary("library ÷ " + arm, ratios(results.of("EmbeddedBenchmark", "ss"), "library", arm, one -> true));
        }
        List<Measured> peers = results.of("PeerBenchmark", "avgt");
        for (String peer : new TreeSet<>(
                peers.stream().map(one -> one.parameters().get("peer")).toList())) {
            summary(
                    peer + " ÷ SIMD, one thread",
                    ratios(
                            peers,
                            "peer",
                            "simd",
                            one -> one.parameters().get("peer").equals(peer)));
        }
        if (out.length() == empty) {
            out.setLength(before);
        }
    }

    private void summary(String name, List<Double> ratios) {
        if (!ratios.isEmpty()) {
            double logs = ratios.stream().mapToDouble(Math::log).average().orElseThrow();
            row(
                    name,
                    number(Math.exp(logs)),
                    number(ratios.stream()
                            .mapToDouble(Double::doubleValue)
                            .min()
                            .orElseThrow()),
                    number(ratios.stream()
                            .mapToDouble(Double::doubleValue)
                            .max()
                            .orElseThrow()));
        }
    }

    /** Of two arms with the same parameters, for each of these. */
    private static List<Double> ratios(
            List<Measured> all, String numerator, String denominator, Predicate<Measured> which) {
        List<Double> ratios = new ArrayList<>();
        all.stream()
                .filter(one -> name(one).equals(numerator) && which.test(one))
                .forEach(one -> Results.find(all, denominator, one.parameters())
                        .ifPresent(other -> ratios.add(ratio(one, other))));
        return ratios;
    }

    private void embedded() {
        section(
                "The same loop in other places, n elements in a training loop, ns for an element",
                results.of("EmbeddedBenchmark", "ss"),
                "n",
                "library");
    }

    private void mixed() {
        section(
                "Lengths from 1 to the longest in random order, ns for a step",
                results.of("MixedLengthsBenchmark", "avgt"),
                "longest",
                "simd");
    }

    /** A table with a line for each arm and value of a parameter, with the ratio of a first arm to it. */
    private void section(String title, List<Measured> all, String parameter, String first) {
        if (all.isEmpty()) {
            return;
        }
        heading(title);
        header("arm", parameter, "ns", "forks", first + " ÷ arm");
        for (Measured one : all) {
            row(
                    name(one),
                    one.parameters().get(parameter),
                    number(one.median()),
                    forks(one),
                    Results.find(all, first, one.parameters())
                            .map(reference -> number(ratio(reference, one)))
                            .orElse(NONE));
        }
    }

    private void layouts() {
        List<Measured> all = results.of("LayoutBenchmark", "avgt");
        if (all.isEmpty()) {
            return;
        }
        heading("Where the arrays lie and the slice starts, ns per element");
        header(
                "n",
                "arrays",
                "g and s after p, bytes modulo 4096",
                "offset",
                "SIMD",
                "forks",
                "÷ SCALAR",
                "÷ plain",
                "÷ C, a call each");
        for (Measured one : all) {
            if (name(one).equals("simd")) {
                int n = one.parameter("n");
                row(
                        String.format(Locale.ROOT, "%,d", n),
                        one.parameters().get("layout"),
                        distances(one),
                        one.parameters().get("offset"),
                        number(one.median() / n),
                        forks(one),
                        over(one, Results.find(all, "scalar", one.parameters())),
                        over(one, Results.find(all, "plain", one.parameters())),
                        over(one, Results.find(all, "intrinsics", one.parameters())));
            }
        }
    }

    /** Each that a fork had. */
    private static String distances(Measured one) {
        List<Double> gradients = one.secondary("gradients");
        List<Double> squareAverage = one.secondary("squareAverage");
        return IntStream.range(0, gradients.size())
                .mapToObj(
                        fork -> String.format(Locale.ROOT, "%.0f, %.0f", gradients.get(fork), squareAverage.get(fork)))
                .distinct()
                .collect(Collectors.joining("; "));
    }

    private void calls() {
        List<Measured> all = results.of("StepBenchmark", "sample");
        if (all.isEmpty()) {
            return;
        }
        heading("Single calls, ns, the clock's own time included");
        header("arm", "n", "50 %", "90 %", "99 %", "99.9 %", "99.99 %");
        for (Measured one : all) {
            row(
                    name(one),
                    one.parameters().get("n"),
                    number(one.percentiles().get("50.0")),
                    number(one.percentiles().get("90.0")),
                    number(one.percentiles().get("99.0")),
                    number(one.percentiles().get("99.9")),
                    number(one.percentiles().get("99.99")));
        }
    }

    private void peers() {
        List<Measured> all = results.of("PeerBenchmark", "avgt");
        if (all.isEmpty()) {
            return;
        }
        heading("Peers, one thread");
        header("peer", "n", "peer, ns per element", "forks", "SIMD with its rule", "peer ÷ SIMD");
        for (Measured one : all) {
            if (name(one).equals("peer")) {
                Optional<Measured> simd = Results.find(all, "simd", one.parameters());
                row(
                        one.parameters().get("peer"),
                        String.format(Locale.ROOT, "%,d", one.parameter("n")),
                        number(one.median() / one.parameter("n")),
                        forks(one),
                        simd.map(other -> number(other.median() / one.parameter("n")))
                                .orElse(NONE),
                        over(one, simd));
            }
        }
    }

    /** The time in which the bytes of a step are moved, by Java or by C, whichever was faster in a round. */
    private Optional<Measured> memory(int n) {
        List<Measured> moves = results.of("MemoryBenchmark", "avgt").stream()
                .filter(one -> one.parameter("n") == n)
                .toList();
        return moves.stream().reduce(Measured::orFaster);
    }

    private Optional<Measured> step(String arm, int n) {
        return Results.find(steps, arm, Map.of("n", Integer.toString(n)));
    }

    private static SortedSet<Integer> lengths(List<Measured> among) {
        TreeSet<Integer> lengths = new TreeSet<>();
        among.forEach(one -> lengths.add(one.parameter("n")));
        return lengths;
    }

    private static String name(Measured one) {
        return one.arm().substring(one.arm().indexOf('.') + 1);
    }

    private static String over(Measured one, Optional<Measured> other) {
        return other.map(reference -> number(ratio(one, reference))).orElse(NONE);
    }

    private static String forks(Measured one) {
        return String.format(
                Locale.ROOT,
                "%d: %.2f–%.2f",
                one.forks().size(),
                one.fastest() / one.median(),
                one.slowest() / one.median());
    }

    private static String allocated(Measured one) {
        return Double.isNaN(one.allocated()) ? NONE : String.format(Locale.ROOT, "%.0f", one.allocated());
    }

    /** Three digits. */
    static String number(double value) {
        int decimals = value >= 100 ? 0 : value >= 10 ? 1 : value >= 0.1 ? 2 : 3;
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    private void heading(String text) {
        line("");
        line("## " + text);
        line("");
    }

    private void header(String... cells) {
        row(cells);
        line("|---|" + "--:|".repeat(cells.length - 1));
    }

    private void row(String... cells) {
        line("| " + String.join(" | ", cells) + " |");
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
