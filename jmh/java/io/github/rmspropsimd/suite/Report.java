// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Turns results into tables in Markdown and pictures. */
@Command(
        name = "report",
        description =
                "Writes tables and pictures of one or more results. The first that has a section gives its picture.",
        mixinStandardHelpOptions = true)
final class Report implements Callable<Integer> {

    @Parameters(paramLabel = "RESULTS", arity = "1..*", description = "Files of results, or folders of runs.")
    private List<Path> results;

    @Option(
            names = "--out",
            description = "Folder for results.md and the pictures; beside the first results by default.")
    private Path out;

    @Override
    public Integer call() throws IOException {
        Path first = results.get(0).toAbsolutePath();
        System.out.println(write(results, out != null ? out : Files.isDirectory(first) ? first : first.getParent()));
        return 0;
    }

    /** Writes all into a folder, and returns the tables. */
    static String write(List<Path> results, Path folder) throws IOException {
        Files.createDirectories(folder);
        StringBuilder page = new StringBuilder();
        for (int i = results.size() - 1; i >= 0; i--) { // backwards, so that the first picture of a kind stays
            Results one = Results.read(results.get(i));
            page.insert(0, new Tables(one).markdown());
            ProgramsPicture.draw(one, folder.resolve("programs.svg"));
            LengthsPicture.draw(one, folder.resolve("lengths.svg"));
            FirstSecondPicture.draw(one, folder.resolve("first-second.svg"));
        }
        Files.writeString(folder.resolve("results.md"), page);
        return page.toString();
    }
}
