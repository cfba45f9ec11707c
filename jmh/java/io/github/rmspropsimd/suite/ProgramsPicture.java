// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.suite;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One formula in eight programs: a dot for each fork, the plain loop above the library. */
final class ProgramsPicture {

    private static final double LEFT = 318;
    private static final double RIGHT = 700;
    private static final double TOP = 92;
    private static final double ROW = 40;

    private final Results results;
    private final Svg.LogAxis x;
    private boolean named;

    private ProgramsPicture(Results results, double least, double greatest) {
        this.results = results;
        this.x = new Svg.LogAxis(0.85 * least, 1.15 * greatest, LEFT, RIGHT);
    }

    /** Draws it if the results have the programs. */
    static void draw(Results results, Path file) throws IOException {
        List<Measured> programs = results.of("ProgramsBenchmark");
        if (programs.isEmpty()) {
            return;
        }
        double least = programs.stream().mapToDouble(Measured::fastest).min().orElseThrow() / Program.N;
        double greatest = programs.stream().mapToDouble(Measured::slowest).max().orElseThrow() / Program.N;
        new ProgramsPicture(results, least, greatest).draw().write(file);
    }

    private Svg draw() {
        double bottom = TOP + ROW * Program.values().length;
        Svg svg = new Svg(
                (int) bottom + 52,
                "One formula in eight programs: time per element, 1,024 elements a step",
                results.machine().shortLine() + "; a dot is a JVM");
        svg.gridAcross(x, TOP, bottom, 0.1, 0.2, 0.5, 1, 2, 5);
        svg.text((LEFT + RIGHT) / 2, bottom + 36, "middle", 12, Svg.FAINT, "ns per element");
        svg.text(792, TOP - 10, "end", 12, Svg.LIBRARY, "times as fast");
        arm("intrinsics").ifPresent(c -> {
            double at = x.at(c.median() / Program.N);
            svg.line(at, TOP - 6, at, bottom, Svg.C, 1.5, Svg.SOLID);
            svg.text(
                    at - 4,
                    TOP - 10,
                    "start",
                    12,
                    Svg.C,
                    "C with intrinsics, " + Tables.number(c.median() / Program.N) + " ns");
        });
        double y = TOP - ROW / 2;
        for (Program program : Program.values()) {
            y += ROW;
            svg.text(16, y + 5, "start", 14, Svg.TEXT, program.title);
            Optional<Measured> plain = arm(program.plain);
            Optional<Measured> library = arm(program.library);
            if (plain.isPresent() && library.isPresent()) { // neither fork failed
                dots(svg, plain.get(), y - 7, Svg.PLAIN);
                dots(svg, library.get(), y + 7, Svg.LIBRARY);
                double times = library.get().timesAsFastAs(plain.get());
                svg.text(792, y + 5, "end", 15, Svg.LIBRARY, String.format(Locale.ROOT, "%.1f ×", times));
                if (times > 3 && !named) { // where there is room beside the dots
                    named = true;
                    svg.text(x.at(plain.get().fastest() / Program.N) - 9, y - 3, "end", 13, Svg.PLAIN, "plain loop");
                    double right = x.at(library.get().slowest() / Program.N) + 9;
                    svg.text(right, y + 11, "start", 13, Svg.LIBRARY, "this library");
                }
            }
        }
        return svg;
    }

    private Optional<Measured> arm(String name) {
        return results.find("ProgramsBenchmark." + name, Map.of());
    }

    private void dots(Svg svg, Measured arm, double y, String color) {
        arm.forks().forEach(fork -> svg.dot(x.at(fork / Program.N), y, color));
    }
}
