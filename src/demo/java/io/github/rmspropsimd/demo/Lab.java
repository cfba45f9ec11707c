// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Help.Ansi;

/** What an experiment is given: a seed, the airfoil data, and somewhere to print. */
final class Lab {

    /** Where the airfoil data come from. */
    interface DataSource {
        DataSet load() throws IOException;
    }

    private static final int BAR_WIDTH = 70;

    private final PrintWriter out;
    private final long seed;
    private final DataSource source;
    private DataSet airfoil;

    Lab(PrintWriter out, long seed, DataSource source) {
        this.out = out;
        this.seed = seed;
        this.source = source;
    }

    long seed() {
        return seed;
    }

    /** The data, loaded when first asked for. */
    DataSet airfoil() throws IOException {
        if (airfoil == null) {
            airfoil = source.load();
        }
        return airfoil;
    }

    @SuppressWarnings("AnnotateFormatMethod") // its annotation would be one more dependency
    void print(String format, Object... arguments) {
        out.printf(Locale.ROOT, format + "%n", arguments);
        out.flush();
    }

    /** A bar for a task of some seconds; it is drawn on a terminal alone. */
    ProgressBar progress(String task, long steps) {
        return ProgressBar.builder()
                .setTaskName(task)
                .setInitialMax(steps)
                .clearDisplayOnFinish()
                .setConsumer(
                        Ansi.AUTO.enabled() // which asks whether the output is a terminal
                                ? new ConsoleProgressBarConsumer(System.err, BAR_WIDTH)
                                : new DelegatingProgressBarConsumer(rendered -> {}, BAR_WIDTH))
                .build();
    }
}
