// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.latency;

import com.google.gson.Gson;
import io.github.rmspropsimd.demo.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ProgressBar;

/** Starts fresh JVMs one after the other, the arms in turn. {@link FirstCalls} says what each measures. */
public final class Latency {

    private static final List<Integer> LENGTHS = List.of(16, 100);
    private static final long INTERVAL = 10_000;

    /** The loop that calls stays interpreted. Compiling it would delay the calls of each arm by a millisecond. */
    private static final List<String> INTERPRETED =
            List.of("-XX:CompileCommand=quiet", "-XX:CompileCommand=exclude," + FirstCalls.class.getName() + "::call");

    /** Two and a half seconds of them: longer than the warm-up takes on an idle machine. */
    private static final int CALLS = 250_000;

    private final List<String> jvmOptions;
    private final Path folder;

    public Latency(List<String> jvmOptions, Path folder) {
        this.jvmOptions = new ArrayList<>(jvmOptions);
        this.jvmOptions.addAll(INTERPRETED);
        this.folder = folder;
    }

    /** Runs so many JVMs for each arm and length. A trial has fewer calls, and one length. */
    public List<Outcome> run(int jvms, boolean trial) throws IOException, InterruptedException {
        List<Integer> lengths = trial ? LENGTHS.subList(1, 2) : LENGTHS;
        List<Outcome> outcomes = new ArrayList<>();
        try (ProgressBar progress = Terminal.progress("JVMs", (long) lengths.size() * jvms * Arm.values().length)) {
            for (int n : lengths) {
                for (int jvm = 0; jvm < jvms; jvm++) {
                    for (Arm arm : Arm.values()) {
                        outcomes.add(run(arm, n, trial ? CALLS / 10 : CALLS));
                        progress.step();
                    }
                }
            }
        }
        return outcomes;
    }

    private Outcome run(Arm arm, int n, int calls) throws IOException, InterruptedException {
        Path result = Files.createTempFile("first-calls", ".json");
        try {
            List<String> arguments = List.of(
                    FirstCalls.class.getName(),
                    arm.name(),
                    Integer.toString(n),
                    Integer.toString(calls),
                    Long.toString(INTERVAL),
                    result.toString());
            List<String> command = command(jvmOptions, arguments);
            Path log = folder.resolve("jvm.log");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException(String.join(" ", command) + "\n" + Files.readString(log));
            }
            return new Gson().fromJson(Files.readString(result), Outcome.class);
        } finally {
            Files.delete(result);
        }
    }

    /** The command that starts a JVM with the Vector API and this class path. */
    public static List<String> command(List<String> options, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(arguments);
        return command;
    }
}
