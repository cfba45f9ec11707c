// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.demo;

import io.github.rmspropsimd.Backend;
import io.github.rmspropsimd.RmsProp;
import java.util.Arrays;
import me.tongfei.progressbar.ProgressBar;
import org.knowm.xchart.XYChart;

/** A quick look at the speed of both backends on this machine. The benchmarks under jmh are the measure. */
final class Speed {

    private static final int[] LENGTHS = {100, 1_000, 10_000, 100_000, 1_000_000};

    private Speed() {}

    static Figure run(Lab lab) {
        Backend[] backends =
                Arrays.stream(Backend.values()).filter(Backend::isAvailable).toArray(Backend[]::new);
        double[][] nanoseconds = new double[backends.length][LENGTHS.length];
        try (ProgressBar progress = Terminal.progress("speed", (long) backends.length * LENGTHS.length)) {
            for (int i = 0; i < LENGTHS.length; i++) {
                for (int b = 0; b < backends.length; b++) {
                    nanoseconds[b][i] =
                            StepTimer.nanosecondsPerElement(RmsProp.d2l().kernel(backends[b]), LENGTHS[i]);
                    progress.step();
                }
            }
        }
        lab.print("nanoseconds per element, best of %d rounds in this JVM", StepTimer.ROUNDS);
        lab.print("%9s %9s %9s %12s", "n", "SCALAR", "SIMD", "SCALAR/SIMD");
        for (int i = 0; i < LENGTHS.length; i++) {
            double scalar = nanoseconds[0][i];
            if (backends.length > 1) {
                double simd = nanoseconds[1][i];
                lab.print("%,9d %9.3f %9.3f %12.2f", LENGTHS[i], scalar, simd, scalar / simd);
            } else {
                lab.print("%,9d %9.3f %9s %12s", LENGTHS[i], scalar, "-", "-");
            }
        }
        if (backends.length == 1) {
            lab.print("%s", Backend.SIMD.explanation());
        }

        XYChart chart = Charts.chart("Time of a step, per element", "n (elements)", "time per element (ns)");
        chart.getStyler().setXAxisLogarithmic(true);
        chart.getStyler().setXAxisDecimalPattern("#,##0");
        chart.getStyler().setYAxisMin(0.0);
        double[] n = Arrays.stream(LENGTHS).asDoubleStream().toArray();
        for (int b = 0; b < backends.length; b++) {
            Charts.line(chart, backends[b].toString(), n, nanoseconds[b], backends[b] == Backend.SCALAR ? 1 : 0);
        }
        return new Figure(
                chart,
                "Best of some rounds in one JVM. SCALAR depends on whether C2 turned its loop into vectors, and how wide ones,"
                        + " in this very JVM.");
    }
}
