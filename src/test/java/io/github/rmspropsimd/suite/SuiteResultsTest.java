// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import picocli.CommandLine;

/** Tables, pictures and comparisons of results whose truth is known, since it was made up. */
class SuiteResultsTest {

    private static final Machine MACHINE =
            new Machine("Some CPU", "model 1", 2, 512, "25.0.3", "G1", 1 << 30, List.of(), "2026-11-28");

    @TempDir
    private Path folder;

    private final StringWriter printed = new StringWriter();

    /** An arm with the means of its forks, each from two iterations. */
    private static String arm(String name, int n, double... forks) {
        String raw = Arrays.stream(forks)
                .mapToObj(mean -> "[" + 0.9 * mean + "," + 1.1 * mean + "]")
                .collect(Collectors.joining(","));
        return """
                {"benchmark": "io.github.rmspropsimd.%s", "mode": "avgt", "params": {"n": "%d"},
                 "primaryMetric": {"scoreUnit": "ns/op", "rawData": [%s]},
                 "secondaryMetrics": {"gc.alloc.rate.norm": {"rawData": [[0.0, 0.0]]}}}
                """.formatted(name, n, raw);
    }

    private static String library(int n, double... forks) {
        return arm("StepBenchmark.library", n, forks);
    }

    private static String plain(int n, double... forks) {
        return arm("StepBenchmark.plain", n, forks);
    }

    /** A file of results in a folder of its own. */
    private Path results(String run, String... arms) throws IOException {
        return results(run, "suite --rounds 3", arms);
    }

    private Path results(String run, String command, String[] arms) throws IOException {
        return Results.write(
                Files.createDirectories(folder.resolve(run)),
                MACHINE,
                command,
                JsonParser.parseString("[" + String.join(",", arms) + "]").getAsJsonArray(),
                List.of());
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
        Path run = results("run", library(64, 20, 21, 20), plain(64, 50, 80, 55));
        assertEquals(0, compare(run, run));
        assertTrue(printed.toString().contains("2 compared: 0 slower, 0 faster"), printed.toString());
    }

    @Test
    void anArmThatBecameSlowerIsNamedAndNoOther() throws IOException {
        Path before = results("before", library(64, 20, 20, 20), library(65, 30, 30, 31));
        Path after = results("after", library(64, 25, 25, 25), library(65, 30, 31, 30));
        assertEquals(1, compare(before, after));
        assertTrue(
                printed.toString().contains("Slower: StepBenchmark.library {n=64} is 0.800 times as fast"),
                printed.toString());
        assertFalse(printed.toString().contains("n=65"), printed.toString());
        assertEquals(0, compare(after, before));
        assertTrue(
                printed.toString().contains("Faster: StepBenchmark.library {n=64} is 1.250 times as fast"),
                printed.toString());
    }

    @Test
    void nothingToCompareIsNotGood() throws IOException {
        Path run = results("run", library(64, 20, 21, 20));
        assertEquals(2, compare(run, results("other", library(65, 20, 21, 20))));
        assertEquals(2, compare(run, folder.resolve("absent")));
        assertEquals(2, compare(run, results("two", library(64, 20, 21))));
        assertTrue(printed.toString().contains("{n=64}: fewer than 3 forks"), printed.toString());
    }

    /** An arm that is gone may be the one that became slower. */
    @Test
    void anArmThatTheLaterRunLacksIsNotGood() throws IOException {
        Path before = results("before", library(64, 20, 21, 20), library(65, 30, 31, 30));
        Path after = results("after", library(64, 20, 21, 20));
        assertEquals(2, compare(before, after));
        assertTrue(printed.toString().contains("{n=65}: only in " + before), printed.toString());
        assertEquals(0, compare(after, before));
    }

    /** With five forks each, from 20 to 30 and from 22 to 32, nothing can be said. */
    @Test
    void noiseIsNotSlowness() throws IOException {
        Path before = results("before", library(64, 20, 30, 22, 28, 25));
        Path after = results("after", library(64, 22, 32, 24, 30, 27));
        assertEquals(0, compare(before, after));
        assertTrue(printed.toString().contains("1 the same within noise"), printed.toString());
    }

    /** The interval for two samples of three with unequal variances, by the formula as a textbook has it. */
    @Test
    void theIntervalIsWelchs() throws IOException {
        Path before = results("before", library(64, Math.exp(2.0), Math.exp(2.4), Math.exp(2.8)));
        Path after = results("after", library(64, Math.exp(1.0), Math.exp(1.1), Math.exp(1.2)));
        compare(before, after, "--confidence", "0.9");
        // Variances 0.01/3 and 0.16/3: standard error 0.238048, 2.249 degrees of freedom, quantile 2.7110.
        String expected = String.format(
                Locale.ROOT, "is %.3f times as fast [%.2f", Math.exp(1.3), Math.exp(1.3 - 2.71101 * 0.238048));
        assertTrue(printed.toString().contains(expected), expected + " is not in " + printed);
    }

    /** Not the ratio of medians: the second round was slow for both. */
    @Test
    void aRatioIsTheMedianOfTheRounds() throws IOException {
        Results run = Results.read(results("run", library(64, 20, 90, 10), plain(64, 40, 100, 50)));
        Measured library = run.step("library", 64).orElseThrow();
        assertEquals(2, library.timesAsFastAs(run.step("plain", 64).orElseThrow()), 1e-12);
        assertEquals(20, library.median(), 1e-12);
    }

    @Test
    void packedResultsKeepTheMachineAndTheForks() throws IOException {
        Path run = results("run", library(64, 20, 21, 20));
        assertEquals("results-some-cpu-512-jdk25.json.gz", run.getFileName().toString());
        for (Path path : List.of(run, run.getParent())) {
            Results read = Results.read(path);
            assertEquals(MACHINE, read.machine());
            assertEquals("suite --rounds 3", read.command());
            assertEquals(
                    List.of(new Measured("StepBenchmark.library", Map.of("n", "64"), List.of(20.0, 21.0, 20.0), 0)),
                    read.measured());
        }
    }

    /** Each job of the suite names an arm and parameters that exist. */
    @Test
    void everyJobNamesABenchmark() throws ReflectiveOperationException {
        for (Section section : Section.values()) {
            for (Job job : section.jobs(Extent.FULL.lengths())) {
                Class<?> benchmark = Class.forName("io.github.rmspropsimd." + job.benchmark());
                assertTrue(
                        Arrays.stream(benchmark.getDeclaredMethods())
                                .anyMatch(method -> method.isAnnotationPresent(Benchmark.class)
                                        && method.getName().equals(job.arm())),
                        job.toString());
                for (String parameter : job.parameters().keySet()) {
                    assertTrue(benchmark.getDeclaredField(parameter).isAnnotationPresent(Param.class), job.toString());
                }
            }
        }
    }

    @Test
    void theReportHasTablesAndPictures() throws IOException {
        Stream<String> steps =
                Stream.of(1, 64, 1024).flatMap(n -> Stream.of(library(n, 20, 21, 20), plain(n, 40, 42, 40)));
        Stream<String> programs = Stream.of(
                arm("ProgramsBenchmark.nanCheckPlain", 0, 1024, 2048, 4096),
                arm("ProgramsBenchmark.nanCheckLibrary", 0, 512, 512, 512));
        Path run = results("run", Stream.concat(steps, programs).toArray(String[]::new));
        assertEquals(0, new CommandLine(new Report()).execute(run.toString(), "--out", folder.toString()));
        String page = Files.readString(folder.resolve("results.md"));
        assertTrue(page.contains("| 64 | 20.0 (20.0–21.0) | 0.31 | 2.00 (2.00–2.00) |"), page);
        assertTrue(
                page.contains("| with a NaN check | 2.00 (1.00–4.00) | 0.50 (0.50–0.50) | 4.00 (2.00–8.00) |"), page);
        assertTrue(Files.readString(folder.resolve("programs.svg")).contains(">4.0 ×<"));
        assertTrue(Files.readString(folder.resolve("lengths.svg")).contains("this library"));
    }

    /** benchmarks.jar has no other libraries; only the build can measure them. */
    @Test
    void theCommandAboveOtherLibrariesIsTheBuilds() throws IOException {
        String[] arms = {arm("PeerBenchmark.library", 64, 10, 10, 10), arm("PeerBenchmark.peer", 64, 40, 40, 40)};
        String page = Report.write(List.of(results("run", "suite --only PEERS --rounds 3 --n 64", arms)), folder);
        assertTrue(page.contains("`mvn -q -Ppeers test-compile exec:exec@peers -Dpeers=\"--rounds 3 --n 64\"`*"), page);
    }
}
