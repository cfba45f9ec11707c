// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.suite;

import static io.github.rmspropsimd.suite.Measured.median;

import io.github.rmspropsimd.latency.Arm;
import io.github.rmspropsimd.latency.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/**
 * The results in Markdown. A time is the median of the forks, with the fastest and the slowest. A ratio says how many times
 * as fast the library is: the median over the rounds.
 */
final class Tables {

    private static final String NONE = "";
    private static final String PEERS = "suite --only PEERS";

    private final Results results;
    private final StringBuilder out = new StringBuilder();

    Tables(Results results) {
        this.results = results;
    }

    String markdown() {
        programs();
        steps();
        peers();
        latency();
        return out.toString();
    }

    private void programs() {
        List<Measured> all = results.of("ProgramsBenchmark");
        if (all.isEmpty()) {
            return;
        }
        heading("One formula in eight programs, " + Program.N + " elements, ns per element");
        header("program", "plain loop, ns", "library, ns", "times as fast");
        List<Double> medians = new ArrayList<>();
        for (Program program : Program.values()) {
            Optional<Measured> library = results.find("ProgramsBenchmark." + program.library, Map.of());
            Optional<Measured> plain = results.find("ProgramsBenchmark." + program.plain, Map.of());
            library.filter(one -> Program.STEPS_ONLY.contains(program)).ifPresent(one -> medians.add(one.median()));
            String times = library.map(one -> ratio(one, plain)).orElse(NONE);
            row(program.title, time(plain, Program.N), time(library, Program.N), times);
        }
        Optional<Measured> c = results.find("ProgramsBenchmark.intrinsics", Map.of());
        row("C with intrinsics", time(c, Program.N), NONE, NONE);
        line("");
        if (!medians.isEmpty()) {
            line("In the " + medians.size()
                    + " programs that do nothing beside steps with SIMD, the library's slowest median" + " is "
                    + number(Collections.max(medians) / Collections.min(medians)) + " times its fastest.");
        }
    }

    private void steps() {
        TreeSet<Integer> lengths = new TreeSet<>(LengthsPicture.lengths(results));
        if (lengths.isEmpty()) {
            return;
        }
        heading("One step of n elements, ns per step; times as fast as");
        header("n", "library, ns", "per element", "× plain", "× scalar", "× C", "× memory", "bytes");
        for (int n : lengths) {
            Measured library = results.step("library", n).orElseThrow();
            row(
                    String.format(Locale.ROOT, "%,d", n),
                    time(Optional.of(library), 1),
                    number(library.median() / n),
                    ratio(library, results.step("plain", n)),
                    ratio(library, results.step("scalar", n)),
                    ratio(library, results.step("intrinsics", n)),
                    n < Section.BEYOND_CACHES ? NONE : ratio(library, results.step("memory", n)),
                    Double.isNaN(library.allocated()) ? NONE : String.format(Locale.ROOT, "%.0f", library.allocated()));
        }
        line("");
        line(
                "Ratios in brackets are those of single rounds. Bytes are per call, with what the harness allocates, which shows"
                        + " where few calls share it.");
    }

    private void peers() {
        List<Measured> all = results.of("PeerBenchmark");
        if (all.isEmpty()) {
            return;
        }
        heading("Other libraries, one thread, ns per element");
        header("n", "other library", "its time", "this library with its rule", "times as fast");
        for (Measured one : all) {
            Measured library =
                    results.find("PeerBenchmark.library", one.parameters()).orElseThrow();
            if (one.name().equals("peer")) {
                row(
                        String.format(Locale.ROOT, "%,d", one.n()),
                        one.parameters().get("peer"),
                        time(Optional.of(one), one.n()),
                        time(Optional.of(library), one.n()),
                        ratio(library, Optional.of(one)));
            }
        }
    }

    private void latency() {
        List<Outcome> all = results.latency();
        if (all.isEmpty()) {
            return;
        }
        heading("The first calls of a JVM");
        header("n", "arm", "1st call", "2nd call", "99 % of the next 20,000", "99.9 %", "SIMD active after");
        for (int n : new TreeSet<>(all.stream().map(Outcome::n).toList())) {
            for (Arm arm : Arm.values()) {
                List<Outcome> jvms = all.stream()
                        .filter(one -> one.n() == n && one.arm() == arm)
                        .toList();
                List<Outcome> switched = jvms.stream()
                        .filter(one -> arm == Arm.DEFAULT && one.simd() >= 0)
                        .toList();
                row(
                        "" + n,
                        arm.title,
                        arm == Arm.NONE ? NONE : times(jvms, Outcome::first),
                        arm == Arm.NONE ? NONE : times(jvms, Outcome::second),
                        times(jvms, one -> one.next().p99()),
                        times(jvms, one -> one.next().p999()),
                        switched.isEmpty() ? NONE : times(switched, Outcome::simd));
            }
        }
        line("");
        line(
                "Medians of the JVMs, with the least and the greatest. Times of calls after the second count from the moment when"
                        + " the call was due.");
    }

    /** How many times as fast the first is, with the range over the rounds. */
    private static String ratio(Measured one, Optional<Measured> other) {
        return other.map(slower -> range(slower.over(one), 1)).orElse(NONE);
    }

    private static String time(Optional<Measured> one, int divisor) {
        return one.map(measured -> range(measured, divisor)).orElse(NONE);
    }

    private static String range(Measured one, int divisor) {
        String median = number(one.median() / divisor);
        return one.forks().size() == 1
                ? median
                : median + " (" + number(one.fastest() / divisor) + "–" + number(one.slowest() / divisor) + ")";
    }

    private static String times(List<Outcome> jvms, ToDoubleFunction<Outcome> value) {
        String median = time(median(jvms, value));
        double least = jvms.stream().mapToDouble(value).min().orElse(Double.NaN);
        double greatest = jvms.stream().mapToDouble(value).max().orElse(Double.NaN);
        return jvms.size() == 1 ? median : median + " (" + time(least) + "–" + time(greatest) + ")";
    }

    /** With a unit that suits it. */
    static String time(double nanoseconds) {
        return nanoseconds < 1e6 ? number(nanoseconds / 1e3) + " µs" : number(nanoseconds / 1e6) + " ms";
    }

    /** Three digits at most behind a point that is needed. */
    static String number(double value) {
        int decimals = value >= 100 ? 0 : value >= 10 ? 1 : value >= 0.1 ? 2 : 3;
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    /** A table's title, then all that its figures depend on. */
    private void heading(String title) {
        line("");
        line("### " + title);
        line("");
        String command = results.command();
        String line = command.startsWith(PEERS) // which only the build has
                ? "mvn -q -Ppeers test-compile exec:exec@peers -Dpeers=\""
                        + command.substring(PEERS.length()).strip() + "\""
                : "java -jar target/benchmarks.jar " + command;
        line("*" + results.machine().line() + ". `" + line + "`*");
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
