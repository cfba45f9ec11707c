// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;

/** A picture of lines, dots and letters, 800 units wide and sharp at any size. */
final class Svg {

    static final String LIBRARY = "#0072B2";
    static final String PLAIN = "#777777";
    static final String VECTOR_API = "#D55E00";
    static final String C = "#000000";
    static final String MEMORY = "#009E73";
    static final String TEXT = "#222222";
    static final String FAINT = "#666666";

    static final String SOLID = "";
    static final String DASHED = " stroke-dasharray=\"5 4\"";

    private static final int WIDTH = 800;
    private static final DecimalFormat NUMBER =
            new DecimalFormat("#,##0.##", DecimalFormatSymbols.getInstance(Locale.ROOT));
    private static final String GRID = "#E2E2E2";

    private final StringBuilder body = new StringBuilder();
    private final int height;

    Svg(int height, String title, String subtitle) {
        this.height = height;
        text(16, 26, "start", 17, TEXT, title);
        text(16, 46, "start", 12, FAINT, subtitle);
    }

    /** One decade of a logarithmic axis is as long as the next. */
    record LogAxis(double min, double max, double from, double to) {

        double at(double value) {
            return from + (to - from) * Math.log(value / min) / Math.log(max / min);
        }
    }

    void text(double x, double y, String anchor, int size, String color, String text) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;");
        add(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" font-size=\"%d\" fill=\"%s\">%s</text>",
                x,
                y,
                anchor,
                size,
                color,
                escaped));
    }

    void dot(double x, double y, String color) {
        add(String.format(
                Locale.ROOT,
                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\" fill-opacity=\"0.7\"/>",
                x,
                y,
                color));
    }

    void line(double x1, double y1, double x2, double y2, String color, double width, String style) {
        path(List.of(new double[] {x1, y1}, new double[] {x2, y2}), color, width, style);
    }

    void path(List<double[]> points, String color, double width, String style) {
        StringBuilder path = new StringBuilder();
        for (double[] point : points) {
            path.append(String.format(Locale.ROOT, "%.1f,%.1f ", point[0], point[1]));
        }
        add(String.format(
                Locale.ROOT,
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%.1f\" stroke-linejoin=\"round\"%s/>",
                path.toString().strip(),
                color,
                width,
                style));
    }

    /** Vertical grid lines at those of the values that the axis has, which stand below. */
    void gridAcross(LogAxis x, double top, double bottom, double... values) {
        for (double value : values) {
            if (value >= x.min() && value <= x.max()) {
                line(x.at(value), top, x.at(value), bottom, GRID, 1, SOLID);
                text(x.at(value), bottom + 16, "middle", 12, FAINT, NUMBER.format(value));
            }
        }
    }

    /** Horizontal grid lines in the same way, with the values to the left. */
    void gridUp(LogAxis y, double left, double right, double... values) {
        for (double value : values) {
            if (value >= y.min() && value <= y.max()) {
                line(left, y.at(value), right, y.at(value), GRID, 1, SOLID);
                text(left - 6, y.at(value) + 4, "end", 12, FAINT, NUMBER.format(value));
            }
        }
    }

    private void add(String element) {
        body.append(element).append('\n');
    }

    void write(Path file) throws IOException {
        Files.writeString(file, String.format(Locale.ROOT, """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" \
                font-family="Helvetica, Arial, 'DejaVu Sans', sans-serif">
                <rect width="%1$d" height="%2$d" fill="#FFFFFF"/>
                %3$s</svg>
                """, WIDTH, height, body));
    }
}
