// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The parts of the conformance document. */
final class DocumentText {

    static final String DOCUMENT = Vectors.document();

    private DocumentText() {}

    static PortCase example() {
        List<PortCase> cases = CaseReader.read(CaseText.VERSION, block("case"));
        assertEquals(1, cases.size());
        return cases.get(0);
    }

    static String block(String kind) {
        return found("```" + kind + "\n(.*?)```").get(0).group(1);
    }

    static String section(int number) {
        return found("\n## " + number + "\\. (.*?)(\n## |$)").get(0).group(1);
    }

    static List<MatchResult> found(String pattern) {
        return Pattern.compile(pattern, Pattern.DOTALL)
                .matcher(DOCUMENT)
                .results()
                .toList();
    }

    /** The cells of the rows of tables of this width, without the head and what is around code. */
    static List<String[]> rows(String section, int width) {
        return section.lines()
                .filter(line -> line.startsWith("|"))
                .map(line -> line.substring(1, line.length() - 1)
                        .strip()
                        .replace("`", "")
                        .split(" ?\\| ?", -1))
                .filter(cells -> cells.length == width)
                .filter(cells -> !cells[0].startsWith("---"))
                .filter(cells -> !Set.of("preset", "x", "value", "row", "line").contains(cells[0]))
                .toList();
    }

    /** What stands as code in a text. */
    static List<String> code(String text) {
        return Pattern.compile("`([^`]+)`")
                .matcher(text)
                .results()
                .map(code -> code.group(1))
                .toList();
    }

    static Set<String> names(List<String[]> rows) {
        return rows.stream().map(row -> row[0]).collect(Collectors.toSet());
    }

    static Buffer buffer(String row) {
        return Stream.of(Buffer.values())
                .filter(buffer -> buffer.row.equals(row))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no row " + row));
    }

    static float value(String bits) {
        return Float.intBitsToFloat(HexFormat.fromHexDigits(bits));
    }
}
