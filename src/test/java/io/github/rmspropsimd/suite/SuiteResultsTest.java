// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import picocli.CommandLine;

/** What is told of results whose truth is known, since it was made up. */
class SuiteResultsTest {

    @TempDir
    private Path folder;

    private final StringWriter printed = new StringWriter();

    /** An arm of {@code StepBenchmark} with the means of its forks, each from two iterations. */
    private static String arm(String name, int n, double... forks) {
        String raw = Arrays.stream(forks)
                .mapToObj(mean -> "[" + 0.9 * mean + "," + 1.1 * mean + "]")
                .collect(Collectors.joining(","));
        return """
                {"benchmark": "io.github.rmspropsimd.StepBenchmark.%s", "mode": "avgt",
                 "vmName": "VM", "vmVersion": "1", "params": {"n": "%d", "offset": "0", "layout": "APART"},
                 "primaryMetric": {"score": 1, "scoreError": "NaN", "scoreUnit": "ns/op", "rawData": [%s]},
                 "secondaryMetrics": {"gc.alloc.rate.norm": {"score": 0, "rawData": [[0.0, 0.0]]}}}
                """.formatted(name, n, raw);
    }

    private Path results(String file, String... arms) throws IOException {
        return Files.writeString(folder.resolve(file), "[" + String.join(",", arms) + "]");
    }

    private int compare(Path before, Path after, String... options) {
        List<String> arguments = new ArrayList<>(List.of(before.toString(), after.toString()));
        arguments.addAll(List.of(options));
        return new CommandLine(new Compare())
                .setOut(new PrintWriter(printed, true))
                .execute(arguments.toArray(String[]::new));
    }

    @Test
    void aRunIsNotSlowerThanItself() throws IOException {
        Path run = results("run.json", arm("simd", 64, 20, 21, 20), arm("plain", 64, 50, 80, 55));
        assertEquals(0, compare(run, run));
        assertTrue(printed.toString().contains("2 compared: 0 slower, 0 faster"), printed.toString());
    }

    @Test
    void whatBecameSlowerIsNamedAndNothingElse() throws IOException {
        Path before = results("before.json", arm("simd", 64, 20, 21, 20, 20, 21), arm("simd", 65, 30, 30, 31, 31, 30));
        Path after = results("after.json", arm("simd", 64, 25, 25, 26, 25, 25), arm("simd", 65, 30, 31, 30, 30, 30));
        assertEquals(1, compare(before, after));
        assertTrue(printed.toString().contains("Slower: StepBenchmark.simd {layout=APART, n=64"), printed.toString());
        assertFalse(printed.toString().contains("n=65"), printed.toString());
        assertEquals(0, compare(after, before));
        assertTrue(printed.toString().contains("Faster: StepBenchmark.simd {layout=APART, n=64"), printed.toString());
    }

    @Test
    void nothingToCompareIsNotGood() throws IOException {
        Path run = results("run.json", arm("simd", 64, 20, 21, 20));
        assertEquals(2, compare(run, results("other.json", arm("simd", 65, 20, 21, 20))));
        assertEquals(2, compare(run, run, "--relative-to", "plainNotVectorized"));
        assertEquals(2, compare(run, folder.resolve("absent.json")));
        Path two = results("two.json", arm("simd", 64, 20, 21));
        assertEquals(2, compare(run, two));
        assertTrue(printed.toString().contains("n=64, offset=0} avgt: fewer than 3 forks"), printed.toString());
    }

    /** An arm that is gone may be the one that became slower. */
    @Test
    void whatIsMissingInTheLaterRunIsToldAndNotGood() throws IOException {
        Path before = results("before.json", arm("simd", 64, 20, 21, 20), arm("simd", 65, 30, 31, 30));
        Path after = results("after.json", arm("simd", 64, 20, 21, 20));
        assertEquals(2, compare(before, after));
        assertTrue(printed.toString().contains("n=65, offset=0} avgt: in " + before + " alone"), printed.toString());
        assertEquals(0, compare(after, before));
    }

    @Test
    void machinesThatDifferAreTold() throws IOException {
        Path before = results("before.json", arm("simd", 64, 20, 21, 20));
        Path after = Files.createDirectory(folder.resolve("other")).resolve("after.json");
        Files.copy(before, after);
        Files.writeString(folder.resolve(Results.MACHINE), Files.readString(machineJson("G1GC")));
        Files.copy(machineJson("ZGC"), after.resolveSibling(Results.MACHINE));
        assertEquals(0, compare(before, after));
        assertTrue(printed.toString().contains("Not the same: G1GC and ZGC"), printed.toString());
        assertFalse(printed.toString().contains("processors"), printed.toString());
    }

    private Path machineJson(String collector) throws IOException {
        return Files.writeString(folder.resolve(collector), """
                {"processor": "P", "cores": 2, "caches": {}, "vectors": "V", "hypervisor": "", "system": "S", "java": "J",
                 "collector": "%s", "heap": 1048576, "region": 1048576, "jvmOptions": [], "date": "D"}
                """.formatted(collector));
    }

    /** With five forks each, from 20 to 30 and from 22 to 32, nothing can be said. */
    @Test
    void noiseIsNotSlowness() throws IOException {
        Path before = results("before.json", arm("simd", 64, 20, 30, 22, 28, 25));
        Path after = results("after.json", arm("simd", 64, 22, 32, 24, 30, 27));
        assertEquals(0, compare(before, after));
        assertTrue(printed.toString().contains("1 not to be told apart"), printed.toString());
    }

    /** The interval for two samples of three with unequal variances, by the formula as a textbook has it. */
    @Test
    void theIntervalIsWelchs() throws IOException {
        Path before = results("before.json", arm("simd", 64, Math.exp(1.0), Math.exp(1.1), Math.exp(1.2)));
        Path after = results("after.json", arm("simd", 64, Math.exp(2.0), Math.exp(2.4), Math.exp(2.8)));
        compare(before, after, "--confidence", "0.9");
        // Variances 0.01/3 and 0.16/3: standard error 0.238048, 2.249 degrees of freedom, quantile 2.7110.
        String expected =
                String.format(Locale.ROOT, "× %.3f  [%.2f", Math.exp(1.3), Math.exp(1.3 - 2.71101 * 0.238048));
        assertTrue(printed.toString().contains(expected), expected + " is not in " + printed);
    }

    @Test
    void aSlowerMachineIsNotASlowerLibrary() throws IOException {
        Path before = results("before.json", arm("simd", 64, 20, 21, 20), arm("plainNotVectorised", 64, 150, 151, 150));
        Path after =
                results("after.json", arm("simd", 64, 30, 31.5, 30), arm("plainNotVectorised", 64, 225, 226.5, 225));
        assertEquals(1, compare(before, after));
        assertEquals(0, compare(before, after, "--relative-to", "plainNotVectorised"));
    }

    /** Not the ratio of medians: the second round was slow for both. */
    @Test
    void aRatioIsTheMiddleOfTheRounds() throws IOException {
        Path run = results("run.json", arm("simd", 64, 20, 90, 10), arm("plain", 64, 40, 100, 50));
        List<Measured> all = Results.read(run).all();
        assertEquals(0.5, Measured.ratio(all.get(0), all.get(1)), 1e-12);
        assertEquals(20, all.get(0).median(), 1e-12);
    }

    /** By rounds, not by medians: no round moved faster than 10. */
    @Test
    void theLimitInMemoryIsTheFasterArmOfEachRound() throws IOException {
        Path run = results(
                "run.json",
                arm("simd", 1 << 25, 20, 40, 20),
                arm("move", 1 << 25, 10, 40, 30).replace("StepBenchmark", "MemoryBenchmark"),
                arm("moveInC", 1 << 25, 30, 20, 10).replace("StepBenchmark", "MemoryBenchmark"));
        String page = new Tables(Results.read(run)).markdown();
        assertTrue(page.contains("| fraction of the memory limit, n from 32 M | 0.50 | 0.50 | 0.50 |"), page);
    }

    @Test
    void packedResultsAreReadToo() throws IOException {
        Path run = results("run.json", arm("simd", 64, 20, 21, 20));
        Path packed = folder.resolve("run.json.gz");
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            Files.copy(run, out);
        }
        assertEquals(Results.read(run).all(), Results.read(packed).all());
    }

    /** Nothing that a user may ask for names an arm that is not there, and the arms of a length stand together. */
    @Test
    void everyJobNamesABenchmark() throws ReflectiveOperationException {
        for (Section section : Section.values()) {
            for (Extent extent : Extent.values()) {
                for (Job job : section.jobs(List.of(), extent)) {
                    Class<?> benchmark = Class.forName("io.github.rmspropsimd." + job.benchmark());
                    assertTrue(
                            Arrays.stream(benchmark.getDeclaredMethods())
                                    .anyMatch(method -> method.isAnnotationPresent(Benchmark.class)
                                            && method.getName().equals(job.arm())),
                            job.toString());
                    for (String parameter : job.parameters().keySet()) {
                        assertTrue(
                                benchmark.getDeclaredField(parameter).isAnnotationPresent(Param.class), job.toString());
                    }
                }
            }
        }
        List<Integer> lengths =
                Section.STEPS.jobs(List.of(), Extent.FULL).stream().map(Job::n).toList();
        assertEquals(lengths.stream().sorted().toList(), lengths);
        assertEquals(
                IntStream.rangeClosed(1, 64).boxed().toList(),
                lengths.stream().distinct().limit(64).toList());
    }

    @Test
    void theReportHasARowForEachLengthAndAChart() throws IOException {
        Path run = results(
                "run.json",
                arm("simd", 64, 20, 21, 20),
                arm("plain", 64, 40, 42, 40),
                arm("simd", 1024, 300, 310, 305),
                arm("plain", 1024, 300, 310, 305));
        CommandLine report = new CommandLine(new Report());
        assertEquals(0, report.execute(run.toString(), "--out", folder.toString()));
        String page = Files.readString(folder.resolve("results.md"));
        assertTrue(page.contains("| 64 | 20.0 | 0.31 | 3: 1.00–1.05 |"), page);
        assertTrue(page.contains("| SIMD ÷ plain loop, n = 16 to 64 | 0.50 |"), page);
        assertTrue(Files.size(folder.resolve("elements.png")) > 1_000);
    }
}
