// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** Runs the checker as its command line does, and looks at what it prints. */
abstract class CheckRuns {

    static final Path FOLDER = Path.of(System.getProperty("basedir", "."), "src", "port", "vectors");

    @TempDir
    Path folder;

    final StringWriter out = new StringWriter();
    final StringWriter err = new StringWriter();

    static String right(String group) throws IOException {
        return Files.readString(FOLDER.resolve(Vectors.resultsFile(group)));
    }

    static List<String> blocks(String text) {
        return List.of(text.split("(?<=\nend\n)", -1)).stream()
                .filter(block -> !block.isEmpty())
                .toList();
    }

    int check(String text, String... options) throws IOException {
        Path file = folder.resolve("output.txt");
        Files.writeString(file, text, StandardCharsets.ISO_8859_1);
        List<String> arguments = new ArrayList<>(List.of(file.toString()));
        arguments.addAll(List.of(options));
        return run(arguments.toArray(String[]::new));
    }

    int run(String... arguments) {
        return run(InputStream.nullInputStream(), arguments);
    }

    int run(InputStream in, String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return new Check(in, new PrintWriter(out, true), new PrintWriter(err, true)).run(List.of(arguments));
    }

    void printed(String text) {
        assertTrue(out.toString().replace("\r", "").contains(text), "no '" + text + "' in\n" + out);
    }

    void told(String text) {
        assertTrue(err.toString().contains(text), "no '" + text + "' in\n" + err);
    }
}
