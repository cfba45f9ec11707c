// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.suite;

import com.google.gson.Gson;
import io.github.rmspropsimd.internal.loop.LoopCache;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.CentralProcessor.ProcessorCache;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * The facts besides the code that figures depend on.
 *
 * @param model family and model, since some processors hide their names
 * @param caches bytes of one core's data caches by their level; the last may be shared
 * @param laneBits the width of the vectors that the JVM prefers
 */
public record Machine(
        String processor,
        String model,
        int cores,
        Map<Integer, Long> caches,
        int laneBits,
        String java,
        String collector,
        long heap,
        List<String> jvmOptions,
        String date) {

    /** Writes it, for the JVM that asks; a JVM may print warnings on standard output. */
    @Command(name = "machine", hidden = true)
    static final class Write implements Callable<Integer> {

        @Parameters
        private Path file;

        @Override
        public Integer call() throws IOException {
            Files.writeString(file, new Gson().toJson(here()));
            return 0;
        }
    }

    /** The facts of a JVM that is started as the forks are, with these options. */
    static Machine ofForks(List<String> jvmOptions) throws IOException, InterruptedException {
        Path file = Files.createTempFile("machine", ".json");
        try {
            List<String> command = new ArrayList<>();
            command.add(ProcessHandle.current().info().command().orElse("java"));
            command.addAll(jvmOptions);
            command.addAll(List.of("--add-modules=jdk.incubator.vector", "-cp", System.getProperty("java.class.path")));
            command.addAll(List.of(Main.class.getName(), "machine", file.toString()));
            Process process = new ProcessBuilder(command)
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
                dataCaches(processor),
                LoopCache.lanes() * Float.SIZE,
                Runtime.version().toString(),
                ManagementFactory.getGarbageCollectorMXBeans().get(0).getName().split(" ", 2)[0],
                Runtime.getRuntime().maxMemory(),
                ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                        .filter(option -> option.startsWith("-X"))
                        .toList(),
                LocalDate.now(ZoneOffset.UTC).toString());
    }

    /** For results that JMH itself has written. */
    static Machine unknown() {
        return new Machine("unknown processor", "", 0, Map.of(), 0, "", "", 0, List.of(), "");
    }

    private static Map<Integer, Long> dataCaches(CentralProcessor processor) {
        Map<Integer, Long> caches = new TreeMap<>();
        for (ProcessorCache cache : processor.getProcessorCaches()) {
            if (cache.getType() != ProcessorCache.Type.INSTRUCTION) {
                caches.merge((int) cache.getLevel(), (long) cache.getCacheSize(), Math::max);
            }
        }
        // OSHI gives bytes on some systems and KiB on others; no data cache has less than a KiB.
        if (caches.values().stream().anyMatch(size -> size < 1024)) {
            caches.replaceAll((level, size) -> size * 1024);
        }
        return caches;
    }

    private String feature() {
        return java.isEmpty() ? "" : "" + Runtime.Version.parse(java).feature();
    }

    String fileName() {
        return (processor + "-" + laneBits + "-jdk" + feature())
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-");
    }

    /** The bytes of the caches as a person would write them, innermost first. */
    Map<String, Long> namedCaches() {
        Map<String, Long> named = new LinkedHashMap<>();
        caches.forEach((level, bytes) -> named.put(
                "L" + level + " " + (bytes >= 1 << 20 ? (bytes >> 20) + " MiB" : (bytes >> 10) + " KiB"), bytes));
        return named;
    }

    /** In a picture. */
    String shortLine() {
        return processor + " (" + model + "), " + laneBits + "-bit lanes, JDK " + feature() + ", " + date;
    }

    /** Above a table. */
    String line() {
        return String.join(
                "; ",
                processor + " (" + model + "; "
                        + String.join(", ", namedCaches().keySet()) + ")",
                cores + " processors",
                laneBits + "-bit lanes",
                "JDK " + java + ", collector " + collector + ", heap of " + (heap >> 20) + " MiB",
                jvmOptions.isEmpty() ? "no JVM options" : String.join(" ", jvmOptions),
                date);
    }
}
