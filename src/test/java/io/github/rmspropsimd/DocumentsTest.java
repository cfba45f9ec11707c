// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each block of Java in the README and the pages compiles; one that prints runs, and prints what its comments say. */
class DocumentsTest {

    static List<Snippet> snippets() throws IOException {
        List<Snippet> snippets = new ArrayList<>(Snippet.of(Snippet.ROOT.resolve("README.md")));
        try (Stream<Path> pages = Files.list(Snippet.ROOT.resolve("src/site/markdown"))) {
            for (Path page : pages.sorted().toList()) {
                snippets.addAll(Snippet.of(page));
            }
        }
        assertTrue(snippets.size() > 10, snippets.size() + " snippets found");
        return snippets;
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void compilesAndPrintsWhatItSays(Snippet snippet, @TempDir Path folder) {
        if (!snippet.prints()) {
            snippet.compile(folder);
            return;
        }
        List<String> printed = snippet.run(folder).lines().toList();
        int next = 0;
        for (String expected : snippet.expectedLines()) {
            while (next < printed.size() && !printed.get(next).matches(expected)) {
                next++;
            }
            assertTrue(next++ < printed.size(), () -> "no line " + expected + " in " + printed);
        }
    }
}
