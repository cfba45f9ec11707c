// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.latency;

import io.github.rmspropsimd.demo.Charts;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.XYChart;

/** The table, figures and histograms of a comparison. */
final class LatencyReport {

    /** Where the maxima stand on the axis of percentiles. */
    private static final double MAXIMUM_POSITION = 5;

    private final Map<Setup, Map<Arm, List<Outcome>>> results;
    private final long interval;

    LatencyReport(Map<Setup, Map<Arm, List<Outcome>>> results, long interval) {
        this.results = results;
        this.interval = interval;
    }

    void write(Path folder) throws IOException {
        StringBuilder table = new StringBuilder("""
                | JDK, collector, n | arm | kernel() ms | first call µs | p50 µs | p99 µs | p99.9 µs | ÷ SCALAR \
                | p99.99 of all µs | longest of all µs | KB, kernel() | KB, all steps | GCs | SIMD after ms |
                |---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
                """);
        StringBuilder rows = new StringBuilder("setup,arm,jvm,kernel_ns,first_ns,p50_ns,p99_ns,p99.9_ns,p99.99_ns,"
                + "longest_ns,kernel_bytes,step_bytes,collections,simd_ns\n");
        for (Map.Entry<Setup, Map<Arm, List<Outcome>>> entry : results.entrySet()) {
            Setup setup = entry.getKey();
            Map<Arm, List<Outcome>> outcomes = entry.getValue();
            double scalar = median(outcomes.getOrDefault(Arm.SCALAR, List.of()), percentile(99.9));
            for (Map.Entry<Arm, List<Outcome>> arm : outcomes.entrySet()) {
                table.append(tableRow(setup, arm.getKey(), arm.getValue(), scalar));
                for (Outcome outcome : arm.getValue()) {
                    rows.append(row(setup, arm.getKey(), arm.getValue().indexOf(outcome), outcome));
                }
                writeHistogram(folder, setup, arm.getKey(), arm.getValue());
            }
            draw(percentiles(setup, outcomes), file(folder, "percentiles", setup));
            draw(overTime(setup, outcomes), file(folder, "over-time", setup));
        }
        Files.writeString(folder.resolve("latency.md"), table);
        Files.writeString(folder.resolve("latency.csv"), rows);
        System.out.print(table);
    }

    /** Medians over the JVMs, but for what is of all their calls. */
    private static String tableRow(Setup setup, Arm arm, List<Outcome> outcomes, double scalar) {
        Histogram all = merged(outcomes);
        double p999 = median(outcomes, percentile(99.9));
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.1f | %.0f | %.2f | %.2f | %.1f | %.2f | %.0f | %.0f | %.0f | %.1f | %.0f | %s |%n",
                setup.title(),
                arm.title,
                median(outcomes, Outcome::kernel) / 1e6,
                median(outcomes, Outcome::first) / 1e3,
                median(outcomes, percentile(50)) / 1e3,
                median(outcomes, percentile(99)) / 1e3,
                p999 / 1e3,
                p999 / scalar,
                all.getValueAtPercentile(99.99) / 1e3,
                all.getMaxValue() / 1e3,
                median(outcomes, Outcome::kernelBytes) / 1024,
                median(outcomes, Outcome::stepBytes) / 1024,
                median(outcomes, Outcome::collections),
                arm == Arm.DEFAULT ? timeToSimd(outcomes) : "");
    }

    private static String timeToSimd(List<Outcome> outcomes) {
        List<Outcome> switched =
                outcomes.stream().filter(outcome -> outcome.simd() >= 0).toList();
        String text = String.format(Locale.ROOT, "%.0f", median(switched, Outcome::simd) / 1e6);
        int never = outcomes.size() - switched.size();
        return never == 0 ? text : text + ", " + never + " never";
    }

    private static String row(Setup setup, Arm arm, int jvm, Outcome outcome) {
        return String.format(
                Locale.ROOT,
                "\"%s\",%s,%d,%d,%d,%d,%d,%d,%d,%d,%d,%d,%d,%d%n",
                setup.title(),
                arm,
                jvm,
                outcome.kernel(),
                outcome.first(),
                outcome.histogram().getValueAtPercentile(50),
                outcome.histogram().getValueAtPercentile(99),
                outcome.histogram().getValueAtPercentile(99.9),
                outcome.histogram().getValueAtPercentile(99.99),
                outcome.histogram().getMaxValue(),
                outcome.kernelBytes(),
                outcome.stepBytes(),
                outcome.collections(),
                outcome.simd());
    }

    /** In HdrHistogram's own text format, which its plotter reads; microseconds. */
    private static void writeHistogram(Path folder, Setup setup, Arm arm, List<Outcome> outcomes) throws IOException {
        try (PrintStream out = new PrintStream(file(folder, arm.name(), setup) + ".hgrm", StandardCharsets.UTF_8)) {
            merged(outcomes).outputPercentileDistribution(out, 1_000.0);
        }
    }

    /** Response time over percentile, of all calls together; at the right end each JVM's longest. */
    private static XYChart percentiles(Setup setup, Map<Arm, List<Outcome>> outcomes) {
        XYChart chart = chart(setup, "calls up to this percentile");
        chart.getStyler().setXAxisMin(0.0).setXAxisMax(MAXIMUM_POSITION + 0.2);
        chart.setCustomXAxisTickLabelsFormatter(nines -> nines >= MAXIMUM_POSITION
                ? "longest"
                : String.format(Locale.ROOT, "%.6s %%", 100 * (1 - Math.pow(10, -nines))));
        for (Map.Entry<Arm, List<Outcome>> arm : outcomes.entrySet()) {
            Histogram all = merged(arm.getValue());
            int points = 200;
            double[] nines = new double[points];
            double[] values = new double[points];
            for (int i = 0; i < points; i++) {
                nines[i] = 4.3 * i / (points - 1);
                values[i] = all.getValueAtPercentile(100 * (1 - Math.pow(10, -nines[i]))) / 1e3;
            }
            Charts.line(chart, arm.getKey().title, nines, values, arm.getKey().color);
            double[] ends = new double[arm.getValue().size()];
            Arrays.fill(ends, MAXIMUM_POSITION);
            double[] maxima = arm.getValue().stream()
                    .mapToDouble(outcome -> outcome.histogram().getMaxValue() / 1e3)
                    .toArray();
            String name = arm.getKey().title + ", longest of each JVM";
            Charts.points(chart, name, ends, maxima, arm.getKey().color).setShowInLegend(false);
        }
        return chart;
    }

    /** The longest response in each stretch of time, the median of the JVMs. */
    private XYChart overTime(Setup setup, Map<Arm, List<Outcome>> outcomes) {
        XYChart chart = chart(setup, "time since the first call (ms)");
        chart.getStyler().setXAxisLogarithmic(true);
        double step = setup.interval(interval) / 1e6;
        for (Map.Entry<Arm, List<Outcome>> arm : outcomes.entrySet()) {
            int stretches = arm.getValue().get(0).longest().size();
            List<Double> times = new ArrayList<>();
            List<Double> longest = new ArrayList<>();
            for (int i = 0; i < stretches; i++) {
                if (Outcome.callsBefore(i + 1) > Outcome.callsBefore(i)) {
                    int stretch = i;
                    times.add(step * (Outcome.callsBefore(i) + 1));
                    longest.add(
                            median(arm.getValue(), outcome -> outcome.longest().get(stretch)) / 1e3);
                }
            }
            Charts.line(chart, arm.getKey().title, doubles(times), doubles(longest), arm.getKey().color);
        }
        return chart;
    }

    private static XYChart chart(Setup setup, String xTitle) {
        XYChart chart = Charts.chart("First calls, " + setup.title(), xTitle, "response time (µs)");
        chart.getStyler().setYAxisLogarithmic(true);
        chart.getStyler().setYAxisDecimalPattern("#,##0.##");
        return chart;
    }

    private static void draw(XYChart chart, String file) throws IOException {
        Files.write(Path.of(file + ".png"), ChartEncoder.getBytes(chart, "png"));
    }

    private static double[] doubles(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static Histogram merged(List<Outcome> outcomes) {
        Histogram all = new Histogram(3);
        outcomes.forEach(outcome -> all.add(outcome.histogram()));
        return all;
    }

    private static ToDoubleFunction<Outcome> percentile(double percentile) {
        return outcome -> outcome.histogram().getValueAtPercentile(percentile);
    }

    static <T> double median(List<T> outcomes, ToDoubleFunction<T> value) {
        if (outcomes.isEmpty()) {
            return Double.NaN;
        }
        double[] sorted = outcomes.stream().mapToDouble(value).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static String file(Path folder, String kind, Setup setup) {
        String name = kind + "-" + setup.title().replaceAll("[^A-Za-z0-9]+", "-");
        return folder.resolve(name.toLowerCase(Locale.ROOT)).toString();
    }
}
