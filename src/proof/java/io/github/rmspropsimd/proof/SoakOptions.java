// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.proof;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of a soak, for the command and for the JVM that it starts. */
final class SoakOptions {

    private static final int MOST_SECONDS = 7 * 24 * 3_600;

    @Option(
            names = "--minutes",
            description = "Minutes of training; 10 if no time is given.",
            showDefaultValue = Visibility.NEVER)
    private int minutes;

    @Option(
            names = "--seconds",
            description = "Seconds of training, besides the minutes.",
            showDefaultValue = Visibility.NEVER)
    private int seconds;

    @Option(names = "--seed", description = "Of the rules, the slices and the numbers.")
    long seed = 1;

    @Option(names = "--code-cache", paramLabel = "MB", description = "Size of the code cache.")
    int codeCache = 6;

    @Option(names = "--jdk", paramLabel = "HOME", description = "The JDK to run on; the running one if none is given.")
    Path jdk = Path.of(System.getProperty("java.home"));

    @Option(names = "--jvm-option", paramLabel = "OPTION", description = "One more option of the JVM.")
    List<String> jvmOptions = List.of();

    @Option(names = "--out", paramLabel = "FILE", description = "A Markdown file for the table.")
    Path out;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    int totalSeconds() {
        return minutes == 0 && seconds == 0 ? 600 : 60 * minutes + seconds;
    }

    /** One line for what makes no sense. */
    void check() {
        if (minutes < 0 || seconds < 0 || 60L * minutes + seconds > MOST_SECONDS) {
            throw error("--minutes and --seconds must be from 0 to a week, are " + minutes + " and " + seconds);
        }
        if (codeCache < 4 || codeCache > 2_047) {
            throw error("--code-cache must be from 4 to 2047 MB, is " + codeCache);
        }
        if (!Files.isExecutable(jdk.resolve("bin").resolve("java"))) {
            throw error("--jdk must be the home of a JDK, and there is no bin/java in " + jdk);
        }
        if (out != null && Files.isDirectory(out)) {
            throw error("--out must be a file, and " + out + " is a folder");
        }
    }

    private ParameterException error(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
