// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.suite;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.sun.management.HotSpotDiagnosticMXBean;
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
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.CentralProcessor.ProcessorCache;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * What figures depend on besides the code, to stand above each table and chart.
 *
 * @param caches bytes of one core's data caches by their level; the last may be shared
 * @param region bytes of a region of G1's heap
 * @param vectors the widest kind of vectors that the processor shows: AVX-512, AVX2, …
 */
record Machine(
        String processor,
        int cores,
        Map<Integer, Long> caches,
        String vectors,
        String hypervisor,
        String system,
        String java,
        String collector,
        long heap,
        long region,
        List<String> jvmOptions,
        String date) {

    /** Writes it, for the JVM that asks; what a JVM has to say on standard output would be no JSON. */
    @Command(name = "machine", description = "Writes this machine and JVM as JSON.", hidden = true)
    static final class Write implements Callable<Integer> {

        @Parameters
        private Path file;

        @Override
        public Integer call() throws IOException {
            Files.writeString(file, here().json());
            return 0;
        }
    }

    /** As a JVM tells it that is started as the forks are, with this one's options and these. */
    static Machine ofForks(List<String> jvmOptions) throws IOException {
        Path file = Files.createTempFile("machine", ".json");
        try {
            List<String> command = new ArrayList<>();
            command.add(ProcessHandle.current().info().command().orElse("java"));
            command.addAll(jvmOptions);
            command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), "machine"));
            command.add(file.toString());
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor() != 0) {
                throw new IllegalArgumentException("no JVM starts with " + jvmOptions);
            }
            return read(file).withOptions(jvmOptions);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            Files.delete(file);
        }
    }

    static Machine read(Path file) throws IOException {
        return new Gson().fromJson(Files.readString(file), Machine.class);
    }

    String json() {
        return new GsonBuilder().setPrettyPrinting().create().toJson(this) + "\n";
    }

    /** These, and those that the JVM has besides and that begin with -X. */
    private Machine withOptions(List<String> given) {
        List<String> all = new ArrayList<>(given);
        jvmOptions.stream().filter(option -> !given.contains(option)).forEach(all::add);
        return new Machine(
                processor, cores, caches, vectors, hypervisor, system, java, collector, heap, region, all, date);
    }

    private static Machine here() {
        SystemInfo info = new SystemInfo();
        CentralProcessor processor = info.getHardware().getProcessor();
        return new Machine(
                processor.getProcessorIdentifier().getName().strip(),
                processor.getLogicalProcessorCount(),
                dataCaches(processor),
                vectors(String.join(" ", processor.getFeatureFlags()).toLowerCase(Locale.ROOT)),
                processor.getFeatureFlags().toString().contains("hypervisor") ? "virtual machine" : "",
                info.getOperatingSystem().getFamily() + " "
                        + info.getOperatingSystem().getVersionInfo().getVersion(),
                "JDK " + Runtime.version() + " of " + System.getProperty("java.vendor"),
                runningCollector(),
                Runtime.getRuntime().maxMemory(),
                Long.parseLong(option("G1HeapRegionSize").orElse("0")),
                ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                        .filter(option -> option.startsWith("-X"))
                        .toList(),
                LocalDate.now(ZoneOffset.UTC).toString());
    }

    /** Where the results alone are left. */
    static Machine unknown(String java) {
        return new Machine("unknown processor", 0, Map.of(), "", "", "", java, "", 0, 0, List.of(), "");
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

    private static String vectors(String flags) {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("avx512f", "AVX-512");
        names.put("avx2", "AVX2");
        names.put("avx", "AVX");
        names.put("sve", "SVE");
        names.put("asimd", "NEON");
        return names.keySet().stream()
                .filter(flags::contains)
                .findFirst()
                .map(names::get)
                .orElse("vectors unknown");
    }

    private static String runningCollector() {
        for (String name : List.of("G1", "Parallel", "Serial", "Z", "Shenandoah")) {
            if (option("Use" + name + "GC").filter("true"::equals).isPresent()) {
                return name + "GC";
            }
        }
        return "collector unknown";
    }

    private static Optional<String> option(String name) {
        HotSpotDiagnosticMXBean bean = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        try {
            return Optional.of(bean.getVMOption(name).getValue());
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // this JVM was built without
        }
    }

    /** So many elements and more make an array that starts a region of its own; 0 if there are none such. */
    long elementsOfLargeArrays() {
        return collector.equals("G1GC") ? region / 2 / Float.BYTES : 0;
    }

    /** The bytes of the caches as a person would write them, innermost first. */
    Map<String, Long> namedCaches() {
        Map<String, Long> named = new LinkedHashMap<>();
        caches.forEach((level, bytes) -> named.put(
                "L" + level + " " + (bytes >= 1 << 20 ? (bytes >> 20) + " MiB" : (bytes >> 10) + " KiB"), bytes));
        return named;
    }

    /** What would make times differ, and does. */
    List<String> differences(Machine other) {
        List<String> differences = new ArrayList<>();
        compare(differences, processor, other.processor);
        compare(differences, cores + " processors", other.cores + " processors");
        compare(differences, java, other.java);
        compare(differences, collector, other.collector);
        compare(differences, heap + " bytes of heap", other.heap + " bytes of heap");
        compare(differences, jvmOptions, other.jvmOptions);
        return differences;
    }

    private static void compare(List<String> differences, Object mine, Object others) {
        if (!mine.equals(others)) {
            differences.add(mine + " and " + others);
        }
    }

    /** One line. */
    String line() {
        if (cores == 0) {
            return "machine unknown; " + java;
        }
        List<String> parts = new ArrayList<>();
        parts.add(processor + " (" + vectors + "; "
                + String.join(", ", namedCaches().keySet()) + ")");
        parts.add(cores + (hypervisor.isEmpty() ? " processors" : " processors of a " + hypervisor));
        parts.add(system);
        parts.add(java);
        parts.add(collector
                + (heap > 0 ? ", heap of up to " + (heap >> 20) + " MiB" : "")
                + (elementsOfLargeArrays() > 0 ? ", regions of " + (region >> 10) + " KiB" : ""));
        parts.add(jvmOptions.isEmpty() ? "no JVM options" : String.join(" ", jvmOptions));
        parts.add(date);
        return String.join("; ", parts);
    }
}
