// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.suite;

import io.github.rmspropsimd.demo.Charts;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The results as pictures. */
final class Charting {

    private static final Map<String, String> ARMS = new LinkedHashMap<>();

    static {
        ARMS.put("simd", "SIMD");
        ARMS.put("plain", "plain");
        ARMS.put("scalar", "SCALAR");
        ARMS.put("plainNotVectorised", "plain, not vectorised");
        ARMS.put("intrinsics", "C, a call each");
        ARMS.put("intrinsicsRepeated", "C, repeated in C");
    }

    private static final int SHORT = 64;
    private static final int WIDTH = 1_000;

    private final Results results;
    private final List<Measured> steps;

    Charting(Results results) {
        this.results = results;
        this.steps = results.of("StepBenchmark", "avgt").stream()
                .sorted(Comparator.comparingInt(one -> one.parameter("n")))
                .toList();
    }

    /** Draws what the results hold; the files' names and titles. */
    Map<String, String> draw(Path folder) throws IOException {
        Map<String, String> drawn = new LinkedHashMap<>();
        if (steps.stream().map(one -> one.parameter("n")).distinct().count() > 1) {
            save(perElement(), folder.resolve("elements.png"));
            drawn.put("elements.png", "Nanoseconds per element over n, with the limits and the caches");
            save(forks(), folder.resolve("forks.png"));
            drawn.put("forks.png", "Nanoseconds per element of every fork");
        }
        if (steps.stream().filter(one -> one.parameter("n") <= SHORT).count() > 2L * ARMS.size()) {
            save(shortSteps(), folder.resolve("short.png"));
            drawn.put("short.png", "Nanoseconds of a step of up to 64 elements");
        }
        return drawn;
    }

    private XYChart perElement() {
        XYChart chart = logarithmic("Time of a step, per element");
        List<Measured> moves = results.of("MemoryBenchmark", "avgt");
        int color = 0;
        double least = Double.MAX_VALUE;
        double greatest = 0;
        for (Map.Entry<String, String> arm : ARMS.entrySet()) {
            List<Measured> line = arm(arm.getKey());
            if (!line.isEmpty()) {
                Charts.line(chart, arm.getValue(), lengths(line), perElement(line), color);
                least = Math.min(least, min(perElement(line)));
                greatest = Math.max(greatest, max(perElement(line)));
            }
            color++;
        }
        List<Measured> limit = fastest(moves);
        if (!limit.isEmpty()) {
            Charts.line(chart, "memory limit", lengths(limit), perElement(limit), color);
            least = Math.min(least, min(perElement(limit)));
        }
        double from = least;
        double to = greatest;
        results.machine().namedCaches().forEach((name, bytes) -> {
            double n = bytes / 12.0; // three arrays of floats
            XYSeries series =
                    chart.addSeries(name + " holds all three arrays", new double[] {n, n}, new double[] {from, to});
            series.setMarker(SeriesMarkers.NONE);
            series.setLineColor(new Color(0xB0, 0xB0, 0xB0));
            series.setLineStyle(new BasicStroke(1.2f));
            series.setShowInLegend(false);
            chart.addAnnotation(new AnnotationText(name, n, to, false));
        });
        return chart;
    }

    private XYChart forks() {
        XYChart chart = logarithmic("Every fork");
        chart.getStyler().setMarkerSize(5);
        int color = 0;
        for (String name : List.of("simd", "plain", "scalar")) {
            List<Double> n = new ArrayList<>();
            List<Double> time = new ArrayList<>();
            for (Measured one : arm(name)) {
                for (double fork : one.forks()) {
                    n.add((double) one.parameter("n"));
                    time.add(fork / one.parameter("n"));
                }
            }
            if (!n.isEmpty()) {
                Charts.points(chart, ARMS.get(name), doubles(n), doubles(time), color);
            }
            color++;
        }
        return chart;
    }

    private XYChart shortSteps() {
        XYChart chart = Charts.chart("Time of a short step", "n (elements)", "time per step (ns)", WIDTH);
        chart.getStyler().setYAxisMin(0.0);
        chart.getStyler().setYAxisDecimalPattern("0");
        chart.getStyler().setXAxisDecimalPattern("0");
        int color = 0;
        for (Map.Entry<String, String> arm : ARMS.entrySet()) {
            List<Measured> line = arm(arm.getKey()).stream()
                    .filter(one -> one.parameter("n") <= SHORT)
                    .toList();
            if (!line.isEmpty()) {
                double[] times = line.stream().mapToDouble(Measured::median).toArray();
                Charts.line(chart, arm.getValue(), lengths(line), times, color);
            }
            color++;
        }
        return titled(chart);
    }

    private XYChart logarithmic(String title) {
        XYChart chart = Charts.chart(title, "n (elements)", "time per element (ns)", WIDTH);
        chart.getStyler().setXAxisLogarithmic(true);
        chart.getStyler().setXAxisDecimalPattern("#,##0");
        chart.getStyler().setYAxisLogarithmic(true);
        chart.getStyler().setYAxisDecimalPattern("0.##");
        return titled(chart);
    }

    /** With what the figures depend on above the chart. */
    private XYChart titled(XYChart chart) {
        Machine machine = results.machine();
        chart.setTitle(String.join(
                "; ",
                chart.getTitle(),
                machine.processor() + ", " + machine.vectors(),
                machine.java() + ", " + machine.collector(),
                machine.jvmOptions().isEmpty() ? "no JVM options" : String.join(" ", machine.jvmOptions()),
                machine.date()));
        chart.getStyler().setChartTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
        chart.getStyler().setLegendLayout(LegendLayout.Vertical);
        return chart;
    }

    private List<Measured> arm(String name) {
        return steps.stream()
                .filter(one -> one.arm().equals("StepBenchmark." + name))
                .toList();
    }

    /** The faster of the arms at each n. */
    private static List<Measured> fastest(List<Measured> moves) {
        Map<Integer, Measured> best = new TreeMap<>();
        for (Measured one : moves) {
            best.merge(one.parameter("n"), one, (a, b) -> a.median() <= b.median() ? a : b);
        }
        return List.copyOf(best.values());
    }

    private static double[] lengths(List<Measured> line) {
        return line.stream().mapToDouble(one -> one.parameter("n")).toArray();
    }

    private static double[] perElement(List<Measured> line) {
        return line.stream()
                .mapToDouble(one -> one.median() / one.parameter("n"))
                .toArray();
    }

    private static double[] doubles(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double min(double[] values) {
        return Arrays.stream(values).min().orElseThrow();
    }

    private static double max(double[] values) {
        return Arrays.stream(values).max().orElseThrow();
    }

    private static void save(XYChart chart, Path file) throws IOException {
        Files.write(file, ChartEncoder.getBytes(chart, "png"));
    }
}
