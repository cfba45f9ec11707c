// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.demo;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Help.Ansi;

/** What is for a person who watches. */
public final class Terminal {

    private static final int BAR_WIDTH = 70;

    private Terminal() {}

    /** A bar for a task that takes a while; it is drawn on a terminal alone. */
    public static ProgressBar progress(String task, long steps) {
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
