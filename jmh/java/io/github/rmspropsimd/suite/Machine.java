// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.suite;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.CentralProcessor.ProcessorCache;

/**
 * What figures depend on besides the code, to stand above each table and chart.
 *
 * @param caches bytes of one core's data caches by their level; the last may be shared
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
        List<String> jvmOptions,
        String date) {

    /** This machine and JVM, whose kind the forks are. */
    static Machine here(List<String> jvmOptions) {
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
                jvmOptions,
                LocalDate.now(ZoneOffset.UTC).toString());
    }

    /** Where the results alone are left. */
    static Machine unknown(String java) {
        return new Machine("unknown processor", 0, Map.of(), "", "", "", java, "", List.of(), "");
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
        HotSpotDiagnosticMXBean bean = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        for (String name : List.of("G1", "Parallel", "Serial", "Z", "Shenandoah")) {
            if (isOn(bean, "Use" + name + "GC")) {
                return name + "GC";
            }
        }
        return "collector unknown";
    }

    private static boolean isOn(HotSpotDiagnosticMXBean bean, String option) {
        try {
            return Boolean.parseBoolean(bean.getVMOption(option).getValue());
        } catch (IllegalArgumentException e) {
            return false; // this JVM was built without
        }
    }

    /** The bytes of the caches as a person would write them, innermost first. */
    Map<String, Long> namedCaches() {
        Map<String, Long> named = new LinkedHashMap<>();
        caches.forEach((level, bytes) -> named.put(
                "L" + level + " " + (bytes >= 1 << 20 ? (bytes >> 20) + " MiB" : (bytes >> 10) + " KiB"), bytes));
        return named;
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
        parts.add(collector);
        parts.add(jvmOptions.isEmpty() ? "no JVM options" : String.join(" ", jvmOptions));
        parts.add(date);
        return String.join("; ", parts);
    }
}
