// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Turns results into a Markdown page and charts beside it. */
@Command(
        name = "report",
        description = "Writes tables and charts of results in JMH's JSON.",
        mixinStandardHelpOptions = true)
final class Report implements Callable<Integer> {

    @Parameters(
            paramLabel = "RESULTS",
            arity = "1..*",
            description = "JSON files, or folders of suites, all of one machine.")
    private List<Path> results;

    @Option(
            names = "--out",
            description = "Folder for the page and the charts; where the first results are if none is given.")
    private Path out;

    Report() {}

    Report(Path results) {
        this.results = List.of(results);
    }

    @Override
    public Integer call() throws IOException {
        System.out.println(write());
        return 0;
    }

    /** Writes all, and returns the page without the charts. */
    String write() throws IOException {
        Path first = results.get(0);
        Path beside = Files.isDirectory(first) ? first : first.toAbsolutePath().getParent();
        Path folder = out != null ? out : beside;
        Files.createDirectories(folder);
        Results read = Results.read(results);
        String tables = new Tables(read).markdown();
        Path page = folder.resolve("results.md");
        Files.writeString(page, tables);
        Map<String, String> charts;
        try {
            charts = new Charting(read).draw(folder);
        } catch (RuntimeException | LinkageError e) { // as where Java finds no font
            System.out.println("No charts: " + e);
            return tables;
        }
        StringBuilder pictures = new StringBuilder();
        charts.forEach((file, title) -> pictures.append(String.format("%n![%s](%s)%n", title, file)));
        Files.writeString(page, pictures, StandardOpenOption.APPEND);
        return tables;
    }
}
