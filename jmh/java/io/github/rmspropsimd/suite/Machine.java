// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.suite;

import com.google.gson.Gson;
import io.github.rmspropsimd.internal.loop.LoopCache;
import io.github.rmspropsimd.latency.Latency;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;

/**
 * The facts besides the code that figures depend on.
 *
 * @param model family and model, since some processors hide their names
 * @param laneBits the width of the vectors that the JVM prefers
 */
public record Machine(
        String processor,
        String model,
        int cores,
        int laneBits,
        String java,
        String collector,
        long heap,
        List<String> jvmOptions,
        String date) {

    /** Writes the facts of this JVM to a file, for the JVM that asks: a JVM may print warnings on standard output. */
    public static void main(String[] arguments) throws IOException {
        Files.writeString(Path.of(arguments[0]), new Gson().toJson(here()));
    }

    /** The facts of a JVM that is started as the forks are, with these options. */
    static Machine ofForks(List<String> jvmOptions) throws IOException, InterruptedException {
        Path file = Files.createTempFile("machine", ".json");
        try {
            Process process = new ProcessBuilder(
                            Latency.command(jvmOptions, List.of(Machine.class.getName(), file.toString())))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor() != 0) {
                throw new IllegalArgumentException("no JVM starts with " + jvmOptions);
            }
            return new Gson().fromJson(Files.readString(file), Machine.class);
        } finally {
            Files.delete(file);
        }
    }

    private static Machine here() {
        SystemInfo info = new SystemInfo();
        CentralProcessor processor = info.getHardware().getProcessor();
        CentralProcessor.ProcessorIdentifier identifier = processor.getProcessorIdentifier();
        return new Machine(
                identifier.getName().strip(),
                "family " + identifier.getFamily() + ", model " + identifier.getModel(),
                processor.getLogicalProcessorCount(),
                LoopCache.lanes() * Float.SIZE,
                Runtime.version().toString(),
                ManagementFactory.getGarbageCollectorMXBeans().get(0).getName().split(" ", 2)[0],
                Runtime.getRuntime().maxMemory(),
                ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                        .filter(option -> option.startsWith("-X"))
                        .toList(),
                LocalDate.now(ZoneOffset.UTC).toString());
    }

    private String feature() {
        return "" + Runtime.Version.parse(java).feature();
    }

    String fileName() {
        return (processor + "-" + laneBits + "-jdk" + feature())
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-");
    }

    /** In a picture. */
    String shortLine() {
        return processor + " (" + model + "), " + laneBits + "-bit lanes, JDK " + feature() + ", " + date;
    }

    /** Above a table. */
    String line() {
        return String.join(
                "; ",
                processor + " (" + model + ")",
                cores + " processors",
                laneBits + "-bit lanes",
                "JDK " + java + ", collector " + collector + ", heap of " + (heap >> 20) + " MiB",
                jvmOptions.isEmpty() ? "no JVM options" : String.join(" ", jvmOptions),
                date);
    }
}
