// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables and pictures of the pages are those that {@code report} makes from the packed results. */
class PublishedResultsTest {

    private static final Path PACKED = Path.of("jmh", "results");
    private static final Path PAGES = Path.of("src", "site");
    private static final Path HEADLINE = PACKED.resolve("results-amd-epyc-512-jdk25.json.gz");

    @TempDir
    private Path folder;

    @Test
    void everyLineOfEveryTableIsOnAPage() throws IOException {
        String pages = page("benchmarks.md") + page("results.md");
        for (Path file : packed()) {
            Report.write(List.of(file), folder)
                    .lines()
                    .filter(line -> line.matches("(\\||\\*|In the ).*"))
                    .forEach(line -> assertTrue(pages.contains(line + "\n"), () -> file + ": not on a page: " + line));
        }
    }

    @Test
    void thePicturesAreThoseOfTheHeadlineResults() throws IOException {
        Report.write(List.of(HEADLINE), folder);
        for (String picture : List.of("programs.svg", "first-second.svg", "lengths.svg")) {
            assertEquals(
                    Files.readString(folder.resolve(picture)),
                    Files.readString(PAGES.resolve("resources/images").resolve(picture)),
                    picture);
        }
    }

    @Test
    void thePackedResultsAreSmall() throws IOException {
        assertTrue(packed().stream().mapToLong(PublishedResultsTest::size).sum() < 1_000_000);
    }

    private static String page(String name) throws IOException {
        return Files.readString(PAGES.resolve("markdown").resolve(name));
    }

    private static List<Path> packed() throws IOException {
        try (Stream<Path> files = Files.list(PACKED)) {
            List<Path> packed =
                    files.filter(file -> file.toString().endsWith(".json.gz")).toList();
            assertTrue(packed.contains(HEADLINE), packed.toString());
            return packed;
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
