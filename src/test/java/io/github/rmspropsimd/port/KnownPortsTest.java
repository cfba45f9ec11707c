// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each port in PORTS.md passes the groups that stand there; one whose tool is not on this machine is skipped. */
class KnownPortsTest extends CheckRuns {

    private static final Pattern ROW =
            Pattern.compile("\\| \\[([^]]+)]\\(([^)]+)\\) \\| [^|]+ \\| ([^|]+) \\| (\\w+) \\| (\\d+) \\|");

    static List<Arguments> ports() throws IOException {
        List<String> lines = Files.readAllLines(PortProcess.FOLDER.resolve("PORTS.md"));
        List<Arguments> ports = lines.stream()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .map(row -> Arguments.of(
                        row.group(1), row.group(2), groups(row.group(3)), row.group(4), Integer.valueOf(row.group(5))))
                .toList();
        assertEquals(lines.stream().filter(line -> line.startsWith("| [")).count(), ports.size());
        assertTrue(ports.size() >= 5, ports.toString());
        return ports;
    }

    private static List<String> groups(String cell) {
        return cell.equals("all")
                ? Vectors.GROUPS
                : Stream.of(cell.replace("`", "").split(", ")).toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ports")
    void passes(String language, String file, List<String> groups, String level, int version) throws IOException {
        Path source = PortProcess.FOLDER.resolve(file);
        List<String> command = switch (language) {
            case "C" -> compiled("cc", "-O2", "-ffp-contract=off", "-Wall", "-Wextra", "-Werror", source, "-lm");
            case "Rust" -> compiled("rustc", "-O", "-D", "warnings", source);
            case "Python" -> interpreted("python3", source);
            case "JavaScript" -> interpreted("node", source);
            case "Java" ->
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), source.toString());
            default -> throw new AssertionError("how does " + language + " run?");
        };
        assertEquals(CaseText.VERSION, version);
        Path output = PortProcess.output(folder, groups, command);
        assertEquals(0, run(output.toString(), "--level", level), out + "\n" + err);
        printed("PASS at level " + level + ": " + String.join(", ", groups) + "\n");
    }

    private List<String> compiled(String compiler, Object... arguments) throws IOException {
        PortProcess.assume(compiler, "--version");
        String program = folder.resolve("port").toString();
        List<String> command = Stream.concat(
                        Stream.of(compiler, "-o", program), Stream.of(arguments).map(Object::toString))
                .toList();
        Path messages = folder.resolve("messages.txt");
        assertEquals(0, PortProcess.run(command, null, messages), () -> text(messages));
        return List.of(program);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static List<String> interpreted(String interpreter, Path source) {
        PortProcess.assume(interpreter, "--version");
        return List.of(interpreter, source.toString());
    }
}
