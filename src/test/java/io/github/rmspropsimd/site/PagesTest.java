// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The documents' links lead somewhere, and the pages have the form that CONTRIBUTING asks for. */
class PagesTest {

    private static final Path ROOT = Path.of(System.getProperty("basedir", "."));
    private static final Path PAGES = ROOT.resolve("src/site/markdown");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

    static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(PAGES)) {
            return files.sorted().toList();
        }
    }

    static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>(pages());
        for (String name : List.of(
                "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "src/port/CONFORMANCE.md", "src/port/PORTS.md")) {
            documents.add(ROOT.resolve(name));
        }
        return documents;
    }

    @ParameterizedTest
    @MethodSource("documents")
    void linksLeadSomewhere(Path document) throws IOException {
        List<String> broken = new ArrayList<>();
        Matcher links = LINK.matcher(text(document));
        while (links.find()) {
            String link = links.group(1);
            if (!link.matches("https?:.*") && !leadsSomewhere(document, link)) {
                broken.add(link);
            }
        }
        assertEquals(List.of(), broken);
    }

    private static boolean leadsSomewhere(Path document, String link) throws IOException {
        int hash = link.indexOf('#');
        String path = hash < 0 ? link : link.substring(0, hash);
        Path file = path.isEmpty() ? document : document.resolveSibling(path);
        if (hash < 0) {
            return Files.exists(file);
        }
        return Files.isRegularFile(file)
                && text(file)
                        .lines()
                        .filter(line -> line.startsWith("#"))
                        .map(SiteSource::anchor)
                        .anyMatch(link.substring(hash + 1)::equals);
    }

    /** Without blocks of code. */
    private static String text(Path document) throws IOException {
        return Files.readString(document).replaceAll("(?s)```.*?```", "");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void pagesBeginWithTheirPurpose(Path page) throws IOException {
        List<String> lines = Files.readAllLines(page);
        assertTrue(lines.get(0).startsWith("# "), lines.get(0));
        assertTrue(lines.get(2).startsWith("This page "), lines.get(2));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void documentsAreShort(Path document) throws IOException {
        int most = switch (document.getFileName().toString()) {
            case "README.md" -> 150;
            case "CONTRIBUTING.md" -> 80;
            case "CHANGELOG.md", "CONFORMANCE.md" -> Integer.MAX_VALUE;
            default -> 200;
        };
        int lines = Files.readAllLines(document).size();
        assertTrue(lines <= most, lines + " lines");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void theMenuHasEachPage(Path page) throws IOException {
        String name = page.getFileName().toString().replace(".md", ".html");
        assertTrue(Files.readString(ROOT.resolve("src/site/site.xml")).contains("href=\"" + name + "\""));
    }

    @Test
    void linksBecomeThoseOfTheSite() throws IOException {
        SiteSource site = new SiteSource(ROOT, "https://forge.example/");
        Path page = Path.of("src", "site", "markdown", "porting.md");
        assertEquals(
                List.of(
                        "[a](conformance.html#a1-two-levels) ![b](images/trace.png)",
                        "[c](https://forge.example/jmh/c/step.c) [d](index.html) [e](https://d2l.ai/x)",
                        "<a id=\"a2-two\"></a>",
                        "",
                        "## 2. Two",
                        "```",
                        "[f](presets.md)",
                        "```",
                        "[f](presets.html)"),
                site.rewritten(
                        page,
                        List.of(
                                "[a](../../port/CONFORMANCE.md#1-two-levels) ![b](../resources/images/trace.png)",
                                "[c](../../../jmh/c/step.c) [d](../../../README.md) [e](https://d2l.ai/x)",
                                "## 2. Two",
                                "```",
                                "[f](presets.md)",
                                "```",
                                "[f](presets.md)")));
    }
}
