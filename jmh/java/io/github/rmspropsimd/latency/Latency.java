// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.latency;

import io.github.rmspropsimd.RmsProp;
import io.github.rmspropsimd.demo.Terminal;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How a fresh JVM's first calls feel: starts JVMs one after the other, the arms in turn, and tells percentiles of their
 * calls' response times. See {@link FirstCalls} for what is measured.
 */
@Command(
        name = "latency",
        description = "Response times of the first calls in fresh JVMs.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class Latency implements Callable<Integer> {

    @Option(names = "--jvms", description = "JVMs for each arm.")
    private int jvms = 5;

    @Option(names = "--calls", description = "Calls in each JVM.")
    private int calls = 100_000;

    @Option(names = "--n", split = ",", description = "Elements of a step.")
    private List<Integer> lengths = List.of(16, 100, 1_000, 10_000);

    @Option(names = "--gc", split = ",", description = "Collectors: G1, Z, Serial, Parallel.")
    private List<String> collectors = List.of("G1");

    @Option(names = "--archive", split = ",", description = "Archives of classes: ${COMPLETION-CANDIDATES}.")
    private List<Archive> archives = List.of(Archive.NONE);

    @Option(names = "--arms", split = ",", description = "Arms: ${COMPLETION-CANDIDATES}.")
    private List<Arm> arms = List.of(Arm.values());

    @Option(names = "--jdk", split = ",", description = "Homes of JDKs; the running one if none is given.")
    private List<Path> homes = List.of(Path.of(System.getProperty("java.home")));

    @Option(names = "--interval", description = "Nanoseconds between calls; longer where a step would not fit.")
    private long interval = 10_000;

    @Option(names = "--jvm-option", description = "One more option for the JVMs that are measured.")
    private List<String> options = List.of();

    @Option(names = "--out", description = "Folder for the table, the figures and the histograms.")
    private Path out = Path.of("target", "latency");

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Latency()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException, URISyntaxException {
        Files.createDirectories(out);
        Path jar = out.resolve("first-calls.jar");
        writeJar(jar);
        List<Setup> setups = new ArrayList<>();
        for (Path home : homes) {
            Jdk jdk = Jdk.of(home);
            for (String collector : collectors) {
                for (Archive archive : archives) {
                    if (archive != Archive.AOT || jdk.feature() >= 25) {
                        lengths.forEach(n -> setups.add(new Setup(jdk, collector, archive, n)));
                    }
                }
            }
        }

        Set<Path> recorded = new HashSet<>();
        Map<Setup, Map<Arm, List<Outcome>>> results = new LinkedHashMap<>();
        try (ProgressBar progress = Terminal.progress("JVMs", (long) setups.size() * jvms * arms.size())) {
            for (Setup setup : setups) {
                Path archive = out.resolve(
                        "classes-" + setup.jdk().version() + "-" + setup.collector() + "." + setup.archive());
                if (setup.archive() != Archive.NONE && recorded.add(archive)) {
                    Files.deleteIfExists(archive); // of another jar
                    start(setup, Arm.DEFAULT, jar, setup.archive().record(archive));
                }
                Map<Arm, List<Outcome>> outcomes = new EnumMap<>(Arm.class);
                for (int jvm = 0; jvm < jvms; jvm++) {
                    for (Arm arm : arms) {
                        outcomes.computeIfAbsent(arm, a -> new ArrayList<>())
                                .add(start(setup, arm, jar, setup.archive().use(archive)));
                        progress.step();
                    }
                }
                results.put(setup, outcomes);
            }
        }
        new LatencyReport(results, interval).write(out);
        return 0;
    }

    private Outcome start(Setup setup, Arm arm, Path jar, List<String> archiveOptions)
            throws IOException, InterruptedException {
        Path result = Files.createTempFile("first-calls", ".bin");
        try {
            List<String> command = new ArrayList<>();
            command.add(setup.jdk().home().resolve("bin").resolve("java").toString());
            command.add("-XX:+Use" + setup.collector() + "GC");
            command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
            command.addAll(archiveOptions);
            command.addAll(options);
            command.addAll(List.of("-cp", jar.toString(), FirstCalls.class.getName()));
            command.addAll(List.of(
                    arm.name(),
                    Integer.toString(setup.n()),
                    Integer.toString(calls),
                    Long.toString(setup.interval(interval)),
                    result.toString()));
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(out.resolve("jvm.log").toFile())
                    .start();
            if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException(
                        String.join(" ", command) + "\n" + Files.readString(out.resolve("jvm.log")));
            }
            return Outcome.read(result);
        } finally {
            Files.delete(result);
        }
    }

    /** The library and what calls it, as an application has them; class-data sharing takes jars alone. */
    static void writeJar(Path jar) throws IOException, URISyntaxException {
        Path benchmarks = rootOf(Latency.class);
        if (Files.isRegularFile(benchmarks)) { // a jar that has the library too
            Files.copy(benchmarks, jar, StandardCopyOption.REPLACE_EXISTING);
            return;
        }
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(file)) {
            add(entries, RmsProp.class);
            add(entries, Latency.class);
        }
    }

    private static Path rootOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static void add(JarOutputStream entries, Class<?> type) throws IOException, URISyntaxException {
        Path root = rootOf(type);
        String folder = type.getPackageName().replace('.', '/');
        try (Stream<Path> files = Files.walk(root.resolve(folder))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                entries.putNextEntry(
                        new JarEntry(root.relativize(file).toString().replace(File.separatorChar, '/')));
                Files.copy(file, entries);
                entries.closeEntry();
            }
        }
    }
}
