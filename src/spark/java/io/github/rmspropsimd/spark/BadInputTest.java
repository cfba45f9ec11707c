// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Bad input is one line and an exit code, and leaves nothing behind. */
class BadInputTest {

    private static final String[] SMALL = {
        "--weights", "1000", "--examples", "200", "--block", "50", "--iterations", "2", "--shards", "2"
    };

    @TempDir
    private Path folder;

    private static void assertRefused(int code, String expected, String... arguments) {
        StringWriter err = new StringWriter();
        CommandLine train = Failures.commandLine(new Train()).setErr(new PrintWriter(err, true));
        String[] all = Stream.of(SMALL, arguments).flatMap(Stream::of).toArray(String[]::new);
        assertEquals(code, train.setOverwrittenOptionsAllowed(true).execute(all));
        assertEquals(1, err.toString().lines().count(), err::toString);
        assertTrue(err.toString().contains(expected), err::toString);
    }

    @Test
    void fewerPartitionsThanExecutors() {
        assertRefused(2, "1 data partitions are fewer than 2 executors", "--partitions", "1");
    }

    @Test
    void moreShardsThanWeights() {
        assertRefused(2, "1001 shards, but only 1000 weights", "--shards", "1001");
    }

    @Test
    void noCheckpointFolder() {
        assertRefused(
                2, "does not exist", "--checkpoints", folder.resolve("none").toString());
        assertTrue(Files.notExists(folder.resolve("none")));
    }

    @Test
    void noDataFile() {
        assertRefused(2, "cannot be read", "--data", folder.resolve("none").toString());
        assertRefused(
                1,
                "does not exist",
                "--master",
                "local[1]",
                "--data",
                "file:" + folder.resolve("none").toString());
    }

    @Test
    void aLineThatIsNoExample() throws IOException {
        Path file = Files.writeString(folder.resolve("clicks.txt"), "1 a b\n0 c\n2 d\n");
        Path checkpoints = Files.createDirectory(folder.resolve("checkpoints"));
        assertRefused(
                2,
                "data line 3",
                "--master",
                "local[1]",
                "--data",
                file.toString(),
                "--checkpoints",
                checkpoints.toString());
        try (Stream<Path> left = Files.list(checkpoints)) {
            assertEquals(0, left.count());
        }
    }

    @Test
    void emptyData() throws IOException {
        Path file = Files.writeString(folder.resolve("empty.txt"), "");
        assertRefused(2, "examples must be at least 1", "--master", "local[1]", "--data", file.toString());
    }

    @Test
    void unknownOption() {
        assertRefused(2, "--shard", "--shard", "1");
    }

    /** Trains in a fresh JVM with these options. */
    private static String train(int code, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Train.class.getName()));
        command.addAll(List.of(SMALL));
        command.addAll(List.of("--master", "local[1]"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(code, process.waitFor(), output);
        return output;
    }

    private static String[] addOpens() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("--add-opens"))
                .toArray(String[]::new);
    }

    @Test
    void withoutTheFlagScalarRunsAndTheTableSaysSo() throws IOException, InterruptedException {
        String output = train(0, addOpens());
        assertTrue(output.contains("SCALAR"), output);
        assertTrue(output.contains("--add-modules jdk.incubator.vector"), output);
    }

    /** Stands for a JDK that Spark doesn't run on: one without sun.misc.Unsafe. */
    @Test
    void aJdkThatSparkDoesNotRunOn() throws IOException, InterruptedException {
        String output = train(1, "--limit-modules=java.se");
        assertEquals(
                1,
                output.lines()
                        .filter(line -> line.startsWith("Spark did not start on JDK"))
                        .count(),
                output);
        assertTrue(output.lines().noneMatch(line -> line.startsWith("\tat ")), output);
    }
}
