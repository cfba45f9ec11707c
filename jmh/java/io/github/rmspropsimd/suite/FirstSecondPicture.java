// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.suite;

import static io.github.rmspropsimd.suite.Measured.median;

import io.github.rmspropsimd.latency.Arm;
import io.github.rmspropsimd.latency.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Response times over the first seconds of a JVM, and beside them those of a kernel that was warmed before traffic. */
final class FirstSecondPicture {

    private static final int N = 100;
    private static final double LEFT = 62;
    private static final double RIGHT = 500;
    private static final double TOP = 84;
    private static final double BOTTOM = 390;
    private static final double LABEL = 90;
    private static final double[] COLUMNS = {640, 716, 792};

    private static final Map<Arm, String> COLORS =
            Map.of(Arm.SCALAR, Svg.PLAIN, Arm.COLD, Svg.VECTOR_API, Arm.DEFAULT, Svg.LIBRARY, Arm.AWAITED, Svg.LIBRARY);

    private final Results results;
    private final Svg svg;

    private FirstSecondPicture(Results results) {
        this.results = results;
        this.svg = new Svg(
                446,
                "The first seconds of a JVM: response time of steps of " + N + " elements, one every 10 µs",
                results.machine().shortLine() + "; medians of "
                        + arm(Arm.DEFAULT).size() + " JVMs");
    }

    /** Draws it if the results have the first calls. */
    static void draw(Results results, Path file) throws IOException {
        if (results.latency().stream().noneMatch(one -> one.n() == N)) {
            return;
        }
        FirstSecondPicture picture = new FirstSecondPicture(results);
        picture.overTime();
        picture.warmed();
        picture.svg.write(file);
    }

    private List<Outcome> arm(Arm arm) {
        return results.latency().stream()
                .filter(one -> one.arm() == arm && one.n() == N)
                .toList();
    }

    private void overTime() {
        List<Outcome> library = arm(Arm.DEFAULT);
        double step = library.get(0).interval() / 1e6;
        double end = step * Outcome.callsBefore(library.get(0).longest().size());
        Svg.LogAxis x = new Svg.LogAxis(step, end, LEFT, RIGHT);
        Svg.LogAxis y = new Svg.LogAxis(1, 1e6, BOTTOM, TOP);
        svg.gridUp(y, LEFT, RIGHT, 1, 10, 100, 1e3, 1e4, 1e5);
        svg.gridAcross(x, TOP, BOTTOM, 0.01, 0.1, 1, 10, 100, 1e3);
        svg.text(16, TOP - 12, "start", 12, Svg.FAINT, "µs");
        svg.text((LEFT + RIGHT) / 2, BOTTOM + 36, "middle", 12, Svg.FAINT, "ms since the first call");
        List<Outcome> switched = library.stream().filter(one -> one.simd() >= 0).toList();
        if (!switched.isEmpty()) {
            double at = median(switched, Outcome::simd) / 1e6;
            svg.line(x.at(at), TOP, x.at(at), BOTTOM, Svg.LIBRARY, 1.5, Svg.DASHED);
            String label = String.format(Locale.ROOT, "SIMD active after %.2f s", at / 1e3);
            svg.text(x.at(at) + 4, TOP - 6, "end", 12, Svg.LIBRARY, label);
        }
        double lowest = TOP;
        for (Arm arm : List.of(Arm.SCALAR, Arm.COLD, Arm.DEFAULT)) {
            List<Outcome> outcomes = arm(arm);
            List<double[]> points = new ArrayList<>();
            for (int i = 0; i < outcomes.get(0).longest().size(); i++) {
                int stretch = i;
                if (Outcome.callsBefore(i + 1) > Outcome.callsBefore(i)) {
                    double longest = median(outcomes, one -> one.longest().get(stretch)) / 1e3;
                    points.add(new double[] {x.at(step * (Outcome.callsBefore(i) + 1)), y.at(Math.max(1, longest))});
                }
            }
            svg.path(points, COLORS.get(arm), 2.2, Svg.SOLID);
            if (arm == Arm.COLD) {
                svg.text(LEFT + 8, points.get(0)[1] + 18, "start", 13, Svg.VECTOR_API, arm.title);
            } else {
                lowest = Math.max(
                        lowest,
                        points.stream()
                                .filter(point -> point[0] < LEFT + LABEL)
                                .mapToDouble(point -> point[1])
                                .max()
                                .orElseThrow());
            }
        }
        svg.text(LEFT + 8, lowest + 18, "start", 13, Svg.PLAIN, Arm.SCALAR.title);
        svg.text(LEFT + 8, lowest + 36, "start", 13, Svg.LIBRARY, "this library");
    }

    /** Its columns: the library after awaitSimd, the scalar loop, the bare kernel. */
    private void warmed() {
        double y = TOP + 6;
        svg.text(530, y, "start", 15, Svg.TEXT, "Warmed before traffic");
        List<Arm> arms = List.of(Arm.AWAITED, Arm.SCALAR, Arm.COLD);
        List<List<String>> heads = List.of(
                List.of("library after", "awaitSimd"), List.of("scalar", "loop"), List.of("bare", "Vector API"));
        for (int column = 0; column < arms.size(); column++) {
            for (int i = 0; i < 2; i++) {
                String color = COLORS.get(arms.get(column));
                String head = heads.get(column).get(i);
                svg.text(COLUMNS[column], y + 30 + 15 * i, "end", 12, color, head);
            }
        }
        Map<String, ToDoubleFunction<Outcome>> rows = new LinkedHashMap<>();
        rows.put("1st call", Outcome::first);
        rows.put("2nd call", Outcome::second);
        rows.put("99 %", one -> one.next().p99());
        rows.put("99.9 %", one -> one.next().p999());
        y += 74;
        for (Map.Entry<String, ToDoubleFunction<Outcome>> row : rows.entrySet()) {
            svg.text(530, y, "start", 13, Svg.TEXT, row.getKey());
            for (int column = 0; column < arms.size(); column++) {
                double nanoseconds = median(arm(arms.get(column)), row.getValue());
                svg.text(COLUMNS[column], y, "end", 13, COLORS.get(arms.get(column)), Tables.time(nanoseconds));
            }
            y += 28;
        }
        svg.text(530, y + 4, "start", 12, Svg.FAINT, "Percentiles of the 20,000 calls after the 2nd.");
        String p99 = Tables.time(median(arm(Arm.NONE), one -> one.next().p99()));
        String p999 = Tables.time(median(arm(Arm.NONE), one -> one.next().p999()));
        svg.text(530, y + 22, "start", 12, Svg.FAINT, "Without a step they are " + p99 + " and " + p999 + ".");
    }
}
