// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.demo;

import io.github.rmspropsimd.RmsProp;
import io.github.rmspropsimd.RmsPropKernel;
import io.github.rmspropsimd.RmsPropState;
import java.awt.Color;
import java.util.Arrays;
import org.knowm.xchart.XYChart;

/**
 * The path of 20 steps on f(x₁, x₂) = 0.1·x₁² + 2·x₂² from (−5, −2): by RMSProp as the text writes it, by the library,
 * and by the two methods that the text compares with.
 */
final class Trace {

    static final int STEPS = 20;
    static final double ETA = 0.4;
    static final double GAMMA = 0.9;
    static final double EPSILON = 1e-6;

    private static final double[] CONTOURS = {0.05, 0.2, 0.5, 1, 2, 3.5, 5.5, 8, 11};

    private Trace() {}

    /** Columns 0 to 20 of the path; row 0 holds x₁ and row 1 x₂. */
    static double[][] rmsprop() {
        double[][] path = start();
        double s1 = 0;
        double s2 = 0;
        for (int t = 0; t < STEPS; t++) {
            double x1 = path[0][t];
            double x2 = path[1][t];
            double g1 = 0.2 * x1;
            double g2 = 4 * x2;
            s1 = GAMMA * s1 + (1 - GAMMA) * g1 * g1;
            s2 = GAMMA * s2 + (1 - GAMMA) * g2 * g2;
            path[0][t + 1] = x1 - ETA / Math.sqrt(s1 + EPSILON) * g1;
            path[1][t + 1] = x2 - ETA / Math.sqrt(s2 + EPSILON) * g2;
        }
        return path;
    }

    static double[][] byTheLibrary() {
        double[][] path = start();
        RmsPropKernel kernel =
                RmsProp.d2l().withDecay(GAMMA).withEpsilon(EPSILON).kernel();
        RmsPropState state = kernel.rule().newState(2);
        float[] x = {(float) path[0][0], (float) path[1][0]};
        for (int t = 0; t < STEPS; t++) {
            float[] g = {0.2f * x[0], 4 * x[1]};
            kernel.step(x, g, state, ETA);
            path[0][t + 1] = x[0];
            path[1][t + 1] = x[1];
        }
        return path;
    }

    /** Adagrad: s adds up all squares, so that steps only get smaller. */
    static double[][] adagrad() {
        double[][] path = start();
        double s1 = 0;
        double s2 = 0;
        for (int t = 0; t < STEPS; t++) {
            double x1 = path[0][t];
            double x2 = path[1][t];
            double g1 = 0.2 * x1;
            double g2 = 4 * x2;
            s1 += g1 * g1;
            s2 += g2 * g2;
            path[0][t + 1] = x1 - ETA / Math.sqrt(s1 + EPSILON) * g1;
            path[1][t + 1] = x2 - ETA / Math.sqrt(s2 + EPSILON) * g2;
        }
        return path;
    }

    static double[][] gradientDescent() {
        double[][] path = start();
        for (int t = 0; t < STEPS; t++) {
            path[0][t + 1] = path[0][t] - ETA * 0.2 * path[0][t];
            path[1][t + 1] = path[1][t] - ETA * 4 * path[1][t];
        }
        return path;
    }

    private static double[][] start() {
        double[][] path = new double[2][STEPS + 1];
        path[0][0] = -5;
        path[1][0] = -2;
        return path;
    }

    static Figure run(Lab lab) {
        XYChart chart = Charts.chart("20 steps on f = 0.1·x₁² + 2·x₂²  (η = 0.4, γ = 0.9)", "x₁", "x₂");
        Charts.range(chart, -5.5, 1, -2.5, 2);
        chart.getStyler().setYAxisDecimalPattern("0.0");
        for (double level : CONTOURS) {
            double[][] ellipse = contour(level);
            Charts.background(chart, "f = " + level, ellipse[0], ellipse[1]);
        }
        draw(chart, "gradient descent", gradientDescent(), new Color(0xBB, 0xBB, 0xBB), 1);
        draw(chart, "Adagrad", adagrad(), new Color(0x99, 0xB5, 0x99), 1);
        double[][] text = rmsprop();
        double[][] library = byTheLibrary();
        draw(chart, "RMSProp in double", text, Charts.color(0), 6);
        draw(chart, "by the library, in float", library, Charts.color(1), 2);
        lab.print("%-30s %12s %12s", "after " + STEPS + " steps", "x1", "x2");
        lab.print("%-30s %12.6f %12.1e", "RMSProp in double", text[0][STEPS], text[1][STEPS]);
        lab.print("%-30s %12.6f %12.1e", "RMSProp by the library, float", library[0][STEPS], library[1][STEPS]);
        lab.print("%-30s %12.6f %12.1e", "Adagrad", adagrad()[0][STEPS], adagrad()[1][STEPS]);
        lab.print("%-30s %12.6f %12.1e", "gradient descent", gradientDescent()[0][STEPS], gradientDescent()[1][STEPS]);
        return new Figure(
                chart,
                "RMSProp divides each coordinate by the size of its own recent gradients, so that it moves along the flat x₁ as"
                        + " fast as along the steep x₂. Adagrad, which forgets nothing, slows down; gradient descent overshoots"
                        + " in x₂ and crawls in x₁. The library's float path lies on the text's double path. ε = 1e-6; contours at f = "
                        + Arrays.toString(CONTOURS) + ".");
    }

    private static void draw(XYChart chart, String name, double[][] path, Color color, int width) {
        Charts.path(chart, name, path[0], path[1], color, width);
    }

    private static double[][] contour(double level) {
        int points = 200;
        double[][] ellipse = new double[2][points + 1];
        for (int k = 0; k <= points; k++) {
            double angle = 2 * Math.PI * k / points;
            ellipse[0][k] = Math.sqrt(level / 0.1) * Math.cos(angle);
            ellipse[1][k] = Math.sqrt(level / 2) * Math.sin(angle);
        }
        return ellipse;
    }
}
