// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.proof;

import io.github.rmspropsimd.RmsProp;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a fresh JVM printed, and how it ended.
 *
 * @param exit its exit code, or null if it was ended because it ran too long
 */
record JvmRun(Integer exit, String output, Duration time) {

    private static final Pattern FLAG = Pattern.compile("^\\s*\\w+ (\\w+)\\s+:?=", Pattern.MULTILINE);

    /** Runs {@link Digests}. */
    static JvmRun digests(Jdk jdk, OptionSet set, Duration limit) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(set.options());
        command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
        command.addAll(List.of("-cp", rootOf(RmsProp.class) + File.pathSeparator + rootOf(Digests.class)));
        command.add(Digests.class.getName());
        command.addAll(List.of("--backend", "all"));
        return start(jdk, command, limit);
    }

    /** The names of all -XX flags that a JDK has. */
    static Set<String> flags(Jdk jdk) throws IOException, InterruptedException {
        List<String> command = List.of(
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:+UnlockExperimentalVMOptions",
                "-XX:+PrintFlagsFinal",
                "-version");
        JvmRun run = start(jdk, command, Duration.ofMinutes(1));
        return FLAG.matcher(run.output)
                .results()
                .map((MatchResult flag) -> flag.group(1))
                .collect(Collectors.toSet());
    }

    private static JvmRun start(Jdk jdk, List<String> words, Duration limit) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(jdk.home().resolve("bin").resolve("java").toString());
        command.addAll(words);
        Path output = Files.createTempFile("jvm-matrix", ".txt");
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().keySet().removeAll(List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS"));
            long start = System.nanoTime();
            Process process = builder.redirectOutput(output.toFile()).start();
            try {
                boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
                Duration time = Duration.ofNanos(System.nanoTime() - start);
                return new JvmRun(ended ? process.exitValue() : null, Files.readString(output), time);
            } finally {
                process.destroyForcibly();
            }
        } finally {
            Files.delete(output);
        }
    }

    private static Path rootOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
