// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Generates the test vectors, with SCALAR. */
@Command(
        name = "generate",
        description = "Writes the test vectors and their manifest.",
        mixinStandardHelpOptions = true)
final class Generate implements Callable<Integer> {

    @Option(names = "--out", paramLabel = "FOLDER", description = "Where they go (default: ${DEFAULT-VALUE}).")
    private Path folder = Path.of("src", "port", "vectors");

    @Spec
    private CommandSpec command;

    /** The text of each file, by its name. */
    static Map<String, String> files() {
        Map<String, String> files = new TreeMap<>();
        for (String group : Vectors.GROUPS) {
            StringBuilder cases = new StringBuilder();
            StringBuilder results = new StringBuilder();
            for (PortCase c : Catalogue.of(group)) {
                cases.append(CaseText.ofCase(c));
                results.append(CaseText.ofResults(c, Reference.run(c)));
            }
            files.put(Vectors.casesFile(group), cases.toString());
            files.put(Vectors.resultsFile(group), results.toString());
        }
        files.put(
                Vectors.MANIFEST,
                "# " + CaseText.caseLine(CaseText.VERSION) + ", " + CaseText.outputLine(CaseText.VERSION) + "\n"
                        + Vectors.manifest(files));
        return files;
    }

    @Override
    public Integer call() throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, String> file : files().entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
            command.commandLine()
                    .getOut()
                    .println(folder.resolve(file.getKey()) + ": "
                            + file.getValue().length() + " bytes");
        }
        return 0;
    }
}
