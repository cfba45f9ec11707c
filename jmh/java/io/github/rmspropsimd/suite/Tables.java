// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.suite;

import static io.github.rmspropsimd.suite.Measured.ratio;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiFunction;

/** The results in Markdown. Ratios are those of {@link Measured#ratio}, below 1 where the first is faster. */
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
                    forks(one, 1),
                    step("simdWarmedByItself", n)
                            .map(other -> number(ratio(other, one)))
                            .orElse(NONE),
                    over(one, step("scalar", n)),
                    over(one, step("plain", n)),
                    step("plain", n)
                            .map(plain -> number(one.median() / plain.fastest()))
                            .orElse(NONE),
                    over(one, step("plainNotVectorised", n)),
                    over(one, step("intrinsics", n)),
                    over(one, step("intrinsicsRepeated", n)),
                    memory(n).isPresent() ? number(memory(n).getAsDouble() / one.median()) : NONE,
                    allocated(one));
        }
        line("");
        line(
                "\"forks\" is the fastest and the slowest fork over the median. The default kernel, which warmed itself, is"
                        + " given over SIMD; from SCALAR on SIMD is given over the other; \"memory limit\" is the fraction of the"
                        + " speed at which the same bytes can be moved.");
    }

    private void goals() {
        List<Double> c = new ArrayList<>();
        List<Double> lucky = new ArrayList<>();
        List<Double> small = new ArrayList<>();
        List<Double> from16 = new ArrayList<>();
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
                step("plain", n).ifPresent(plain -> (n < 16 ? small : from16).add(ratio(one, plain)));
            }
            if (n >= 1 << 25) {
                memory(n).ifPresent(memory -> limit.add(memory / one.median()));
            }
        }
        if (c.isEmpty() && lucky.isEmpty()) {
            return;
        }
        heading("In short");
        header("ratio of times, or fraction", "geometric mean", "least", "greatest");
        summary("SIMD ÷ C repeated in C, n = 64 to 65,537", c);
        summary("SIMD ÷ luckiest plain loop, n = 64 to 65,537", lucky);
        summary("SIMD ÷ plain loop, n = 1 to 15", small);
        summary("SIMD ÷ plain loop, n = 16 to 64", from16);
        summary("fraction of the memory limit, n from 32 M", limit);
        summary("library ÷ plain loop as embedded", embeddedRatios());
        summary("peer ÷ SIMD, one thread", peerRatios());
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

    /** Wherever the plain loop stands but in a method of its own. */
    private List<Double> embeddedRatios() {
        List<Measured> all = results.of("EmbeddedBenchmark", "ss");
        List<Double> ratios = new ArrayList<>();
        for (int n : lengths(all)) {
            Map<String, String> parameters = Map.of("n", Integer.toString(n));
            Results.find(all, "library", parameters).ifPresent(library -> {
                for (String arm : List.of("plainInlined", "plainWrittenOut", "plainChecked", "plainAfterShortCalls")) {
                    Results.find(all, arm, parameters).ifPresent(other -> ratios.add(ratio(library, other)));
                }
            });
        }
        return ratios;
    }

    private void embedded() {
        List<Measured> all = results.of("EmbeddedBenchmark", "ss");
        section(
                "The same loop in other places, n elements in a training loop",
                all,
                "n",
                "library",
                (library, other) -> number(ratio(library, other)));
    }

    private void mixed() {
        section(
                "Lengths from 1 to n in random order",
                results.of("MixedLengthsBenchmark", "avgt"),
                "longest",
                "simd",
                (simd, other) -> number(ratio(simd, other)));
    }

    /** A table with a line for each arm and value of a parameter, with the ratio of a first arm to it. */
    private void section(
            String title,
            List<Measured> all,
            String parameter,
            String first,
            BiFunction<Measured, Measured, String> ratio) {
        if (all.isEmpty()) {
            return;
        }
        heading(title);
        header("arm", parameter.equals("n") ? "n" : "longest", "ns", "forks", first + " ÷ arm");
        for (Measured one : all) {
            row(
                    name(one),
                    one.parameters().get(parameter),
                    number(one.median()),
                    forks(one, 1),
                    Results.find(all, first, one.parameters())
                            .map(reference -> ratio.apply(reference, one))
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
                        String.format(
                                Locale.ROOT, "%.0f, %.0f", one.secondary("gradients"), one.secondary("squareAverage")),
                        one.parameters().get("offset"),
                        number(one.median() / n),
                        forks(one, 1),
                        over(one, Results.find(all, "scalar", one.parameters())),
                        over(one, Results.find(all, "plain", one.parameters())),
                        over(one, Results.find(all, "intrinsics", one.parameters())));
            }
        }
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
                        forks(one, 1),
                        simd.map(other -> number(other.median() / one.parameter("n")))
                                .orElse(NONE),
                        over(one, simd));
            }
        }
    }

    private List<Double> peerRatios() {
        List<Measured> all = results.of("PeerBenchmark", "avgt");
        List<Double> ratios = new ArrayList<>();
        for (Measured one : all) {
            if (name(one).equals("peer")) {
                Results.find(all, "simd", one.parameters()).ifPresent(simd -> ratios.add(ratio(one, simd)));
            }
        }
        return ratios;
    }

    /** Nanoseconds in which the bytes of a step are moved, by Java or by C, whichever is faster. */
    private OptionalDouble memory(int n) {
        return results.of("MemoryBenchmark", "avgt").stream()
                .filter(one -> one.parameter("n") == n)
                .mapToDouble(Measured::median)
                .min();
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

    private static String forks(Measured one, double unit) {
        return String.format(
                Locale.ROOT, "%.2f–%.2f", one.fastest() / one.median() * unit, one.slowest() / one.median() * unit);
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
