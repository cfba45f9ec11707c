// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.suite;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;

/** Time over length: short steps in a panel of their own, in ns for a call, then all lengths, in ns per element. */
final class LengthsPicture {

    private static final int SHORT = 128;
    private static final double TOP = 84;
    private static final double BOTTOM = 430;

    /** A line: its arm, its name and its look. */
    private record Line(String arm, String name, String color, String style) {}

    private static final List<Line> LINES = List.of(
            new Line("memory", "memory limit", Svg.MEMORY, Svg.DASHED),
            new Line("scalar", "scalar loop, dashed", Svg.PLAIN, Svg.DASHED),
            new Line("plain", "plain loop", Svg.PLAIN, Svg.SOLID),
            new Line("intrinsics", "C with intrinsics", Svg.C, Svg.SOLID),
            new Line("library", "this library", Svg.LIBRARY, Svg.SOLID));

    private final Results results;
    private final Svg svg;

    private LengthsPicture(Results results) {
        this.results = results;
        this.svg = new Svg(
                490,
                "Time over length: short steps per call, all steps per element",
                results.machine().shortLine() + "; medians of the forks");
    }

    /** Draws it if the results have several lengths. */
    static void draw(Results results, Path file) throws IOException {
        SortedSet<Integer> lengths = lengths(results);
        if (lengths.size() < 3) {
            return;
        }
        LengthsPicture picture = new LengthsPicture(results);
        SortedSet<Integer> few = new TreeSet<>(lengths).headSet(SHORT + 1);
        if (few.size() >= 3) {
            picture.panel(few, 52, 330, n -> 1, "ns per call");
        }
        picture.panel(lengths, 390, 672, n -> n, "ns per element");
        picture.svg.write(file);
    }

    static SortedSet<Integer> lengths(Results results) {
        SortedSet<Integer> lengths = new TreeSet<>();
        results.of("StepBenchmark").stream()
                .filter(one -> one.name().equals("library"))
                .forEach(one -> lengths.add(one.n()));
        return lengths;
    }

    private void panel(SortedSet<Integer> lengths, double left, double right, DoubleUnaryOperator unit, String title) {
        Map<Line, List<double[]>> lines = new LinkedHashMap<>();
        LINES.forEach(line -> lines.put(line, points(line, lengths, unit)));
        lines.values().removeIf(List::isEmpty);
        DoubleSummaryStatistics times = lines.values().stream()
                .flatMap(List::stream)
                .mapToDouble(point -> point[1])
                .summaryStatistics();
        Svg.LogAxis y = new Svg.LogAxis(0.9 * times.getMin(), 1.1 * times.getMax(), BOTTOM, TOP);
        Svg.LogAxis x = new Svg.LogAxis(lengths.first(), lengths.last(), left, right);
        svg.gridUp(y, left, right, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500);
        svg.text(left - 30, TOP - 12, "start", 12, Svg.FAINT, title);
        svg.text((left + right) / 2, BOTTOM + 36, "middle", 12, Svg.FAINT, "elements in a step");
        TreeMap<Double, Line> ends = new TreeMap<>(Comparator.reverseOrder());
        lines.forEach((line, points) -> {
            List<double[]> at = points.stream()
                    .map(point -> new double[] {x.at(point[0]), y.at(point[1])})
                    .toList();
            svg.path(at, line.color(), 2.2, line.style());
            ends.put(at.get(at.size() - 1)[1], line);
        });
        if (lengths.last() <= SHORT) {
            svg.gridAcross(x, TOP, BOTTOM, 1, 2, 4, 8, 16, 32, 64, 128);
            return; // the names stand at the right end of the other panel
        }
        svg.gridAcross(x, TOP, BOTTOM, 1, 100, 10_000, 1_000_000);
        double above = Double.MAX_VALUE;
        for (Map.Entry<Double, Line> end : ends.entrySet()) {
            above = Math.min(end.getKey(), above - 17);
            Line line = end.getValue();
            svg.text(right + 8, above + 4, "start", 13, line.color(), line.name());
        }
    }

    private List<double[]> points(Line line, SortedSet<Integer> lengths, DoubleUnaryOperator unit) {
        List<double[]> points = new ArrayList<>();
        for (int n : lengths) {
            int measured = line.arm().equals("memory") ? lengths.last() : n; // a level: the same for each length
            results.step(line.arm(), measured)
                    .ifPresent(one -> points.add(new double[] {n, one.median() / unit.applyAsDouble(measured)}));
        }
        return points;
    }
}
