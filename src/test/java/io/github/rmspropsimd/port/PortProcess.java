// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Compiles and runs ports, as somebody would on a command line. */
final class PortProcess {

    static final Path FOLDER = Path.of(System.getProperty("basedir", "."), "src", "port");

    private PortProcess() {}

    /** Skips the test where this command is not to be had. */
    static void assume(String command, String version) {
        boolean there;
        try {
            there = run(List.of(command, version), null, Path.of(File.separatorChar == '/' ? "/dev/null" : "NUL")) == 0;
        } catch (UncheckedIOException e) {
            there = false;
        }
        Assumptions.assumeTrue(there, "there is no '" + command + "' on this machine");
    }

    /** What a port writes on the cases of these groups. */
    static Path output(Path folder, List<String> groups, List<String> command) throws IOException {
        Path input = folder.resolve("input.txt");
        StringBuilder cases = new StringBuilder();
        for (String group : groups) {
            cases.append(Files.readString(FOLDER.resolve("vectors").resolve(Vectors.casesFile(group))));
        }
        Files.writeString(input, cases);
        Path output = folder.resolve("output.txt");
        int exit = run(command, input, output);
        if (exit != 0) {
            throw new AssertionError("exit " + exit + " of " + command);
        }
        return output;
    }

    static Path compiledC(Path folder, String source, List<String> options) throws IOException {
        Path file = Files.writeString(folder.resolve("rmsprop.c"), source);
        Path program = folder.resolve("rmsprop");
        List<String> command = new ArrayList<>(List.of("cc"));
        command.addAll(options);
        command.addAll(List.of("-o", program.toString(), file.toString(), "-lm"));
        Path messages = folder.resolve("messages.txt");
        if (run(command, null, messages) != 0) {
            throw new AssertionError(Files.readString(messages));
        }
        return program;
    }

    static int run(List<String> command, Path input, Path output) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.redirectOutput(output.toFile());
            if (input != null) {
                builder.redirectInput(input.toFile());
            }
            Process process = builder.start();
            try {
                if (!process.waitFor(1, TimeUnit.MINUTES)) {
                    throw new AssertionError("still running after a minute: " + command);
                }
                return process.exitValue();
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
