// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells whether a port's output is right, and where not, why. */
@Command(
        name = "check",
        description = {
            "Holds the output of a port to the test vectors.",
            "Exit code 0 if each group in it reaches the level, 1 if not. Without a",
            "verdict, 2 if the output is not in the format or cannot be read, or the",
            "arguments are wrong, and 3 if the checker's own vectors are damaged."
        },
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = CommandLine.ExitCode.USAGE)
public final class Check implements Callable<Integer> {

    /** Many times what the right output of all groups has. */
    private static final int MOST_BYTES = 10_000_000;

    private static final int MALFORMED = 2;
    private static final int DAMAGED = 3;

    /** Has few cases of the plain rule, and relies on the other group for them. */
    private static final String SWITCHES = "d2l-switches";

    private static final String PLAIN = "d2l";

    @Parameters(paramLabel = "OUTPUT", arity = "1..*", description = "What the port wrote: one file, or several.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--level",
            description = "What each group must reach: bits, or ulp, for languages or devices that contract or flush"
                    + " (default: ${DEFAULT-VALUE}).")
    private Level demanded = Level.BITS;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        try {
            return checked();
        } catch (DamagedVectorsException e) {
            return refuse(e.getMessage(), "the checker's own vectors are damaged", DAMAGED);
        }
    }

    private int checked() {
        Map<String, List<Map<Buffer, float[]>>> results = new LinkedHashMap<>();
        VectorSet vectors = null;
        try {
            Map<String, Path> origins = new HashMap<>();
            for (Path file : files) {
                OutputReader.Output output = OutputReader.read(file.toString(), read(file));
                if (vectors != null && vectors != output.vectors()) {
                    return refuse(file + ": has version " + output.vectors().version() + " of the format, and "
                            + files.get(0) + " version " + vectors.version());
                }
                vectors = output.vectors();
                for (var result : output.results().entrySet()) {
                    String name = result.getKey();
                    Path other = origins.put(name, file);
                    if (other != null) {
                        return refuse("the case '" + name + "' is in two of the files, " + other + " and " + file);
                    }
                    results.put(name, result.getValue());
                }
            }
        } catch (IOException e) {
            return refuse(e.getMessage());
        } catch (MalformedOutputException e) {
            return refuse(e.getMessage());
        }
        return verdict(vectors, results);
    }

    /** Each byte as a character: one that is none of the format's must be seen. */
    private static String read(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException(file + ": is a folder, not a file");
        }
        byte[] bytes;
        try (InputStream stream = Files.newInputStream(file)) {
            bytes = stream.readNBytes(MOST_BYTES + 1);
        } catch (NoSuchFileException e) {
            throw new IOException(file + ": does not exist", e);
        } catch (IOException e) {
            throw new IOException(file + ": cannot be read: " + e, e);
        }
        if (bytes.length > MOST_BYTES) {
            // What is no regular file, a pipe for example, may have no end.
            String size = Files.isRegularFile(file) ? String.format(Locale.ROOT, "%,d bytes, ", Files.size(file)) : "";
            throw new IOException(String.format(
                    Locale.ROOT, "%s: has %smore than the %,d bytes that are read", file, size, MOST_BYTES));
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private int verdict(VectorSet vectors, Map<String, List<Map<Buffer, float[]>>> results) {
        Formulas formulas = Formulas.of(Vectors.document());
        List<String> reached = new ArrayList<>();
        List<String> missed = new ArrayList<>();
        List<String> untried = new ArrayList<>();
        for (String group : vectors.groups()) {
            if (results.keySet().stream().noneMatch(name -> name.startsWith(group + "/"))) {
                untried.add(group);
                continue;
            }
            GroupCheck check = GroupCheck.of(vectors, group, formulas, results);
            check.report().forEach(out()::println);
            (check.reaches(demanded) ? reached : missed).add(group);
        }
        if (!untried.isEmpty()) {
            out().println("Not in the output, so not claimed: " + String.join(", ", untried));
        }
        for (String base : List.of(PLAIN, SWITCHES)) {
            for (String group : List.of(SWITCHES, Vectors.ROWS)) {
                if (!group.equals(base) && untried.contains(base) && reached.remove(group)) {
                    out().println(group + " counts only together with " + base + ", of which no case is in the output");
                    missed.add(group);
                }
            }
        }
        String version = vectors.isCurrent() ? "" : " (version " + vectors.version() + " of the format)";
        if (missed.isEmpty()) {
            out().println("PASS at level " + demanded + ": " + String.join(", ", reached) + version);
            return 0;
        }
        out().println("FAIL at level " + demanded + ": " + String.join(", ", missed) + version);
        return 1;
    }

    private int refuse(String reason) {
        return refuse(reason, "the output was not read whole", MALFORMED);
    }

    private int refuse(String reason, String whyNoVerdict, int exitCode) {
        command.commandLine().getErr().println(reason);
        command.commandLine().getErr().println("No verdict: " + whyNoVerdict + ".");
        return exitCode;
    }

    private PrintWriter out() {
        return command.commandLine().getOut();
    }
}
