// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.demo;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The house style: one look for all figures. */
public final class Charts {

    private static final int WIDTH = 800;
    private static final int HEIGHT = 480;

    /** Okabe and Ito's colours, which the colour-blind can tell apart. */
    private static final Color[] COLORS = {
        new Color(0x00, 0x72, 0xB2),
        new Color(0xD5, 0x5E, 0x00),
        new Color(0x00, 0x9E, 0x73),
        new Color(0x55, 0x55, 0x55),
        new Color(0xCC, 0x79, 0xA7),
        new Color(0xE6, 0x9F, 0x00),
        new Color(0x56, 0xB4, 0xE9)
    };

    private Charts() {}

    public static XYChart chart(String title, String xTitle, String yTitle) {
        return chart(title, xTitle, yTitle, WIDTH);
    }

    public static XYChart chart(String title, String xTitle, String yTitle, int width) {
        XYChart chart = new XYChartBuilder()
                .width(width)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle(xTitle)
                .yAxisTitle(yTitle)
                .build();
        chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
        chart.getStyler().setLegendLayout(LegendLayout.Horizontal);
        chart.getStyler().setLegendBorderColor(Color.WHITE);
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setPlotBorderVisible(false);
        chart.getStyler().setChartTitleBoxVisible(false);
        chart.getStyler().setChartTitleFont(font(Font.BOLD, 18));
        chart.getStyler().setAxisTitleFont(font(Font.PLAIN, 15));
        chart.getStyler().setAxisTickLabelsFont(font(Font.PLAIN, 13));
        chart.getStyler().setLegendFont(font(Font.PLAIN, 14));
        chart.getStyler().setPlotGridLinesColor(new Color(0xE5, 0xE5, 0xE5));
        chart.getStyler().setChartPadding(14);
        chart.getStyler().setYAxisDecimalPattern("0.00");
        chart.getStyler().setLocale(Locale.ROOT);
        return chart;
    }

    private static Font font(int style, int size) {
        return new Font(Font.SANS_SERIF, style, size);
    }

    static Color color(int index) {
        return COLORS[index];
    }

    static void range(XYChart chart, double xMin, double xMax, double yMin, double yMax) {
        chart.getStyler().setXAxisMin(xMin);
        chart.getStyler().setXAxisMax(xMax);
        chart.getStyler().setYAxisMin(yMin);
        chart.getStyler().setYAxisMax(yMax);
    }

    public static void line(XYChart chart, String name, double[] x, double[] y, int color) {
        line(chart, name, x, y, color, 2.2f);
    }

    static void line(XYChart chart, String name, double[] x, double[] y, int color, float width) {
        XYSeries series = chart.addSeries(name, x, y);
        series.setMarker(SeriesMarkers.NONE);
        series.setLineColor(COLORS[color]);
        series.setLineStyle(new BasicStroke(width));
    }

    /** Marks without a line, to lie on another line and leave it to be seen. */
    public static XYSeries points(XYChart chart, String name, double[] x, double[] y, int color) {
        XYSeries series = chart.addSeries(name, x, y);
        series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
        series.setMarker(SeriesMarkers.CIRCLE);
        series.setMarkerColor(COLORS[color]);
        return series;
    }

    /** A line with a mark at each step. */
    static void path(XYChart chart, String name, double[] x, double[] y, Color color, int width) {
        XYSeries series = chart.addSeries(name, x, y);
        series.setMarker(SeriesMarkers.CIRCLE);
        series.setMarkerColor(color);
        series.setLineColor(color);
        series.setLineStyle(new BasicStroke(width));
    }

    /** A faint line that the legend does not name. */
    static void background(XYChart chart, String name, double[] x, double[] y) {
        XYSeries series = chart.addSeries(name, x, y);
        series.setMarker(SeriesMarkers.NONE);
        series.setLineColor(new Color(0xD0, 0xDA, 0xE6));
        series.setLineStyle(new BasicStroke(1.2f));
        series.setShowInLegend(false);
    }
}
