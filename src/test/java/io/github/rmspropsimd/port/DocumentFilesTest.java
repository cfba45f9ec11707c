// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import static io.github.rmspropsimd.port.DocumentText.buffer;
import static io.github.rmspropsimd.port.DocumentText.code;
import static io.github.rmspropsimd.port.DocumentText.rows;
import static io.github.rmspropsimd.port.DocumentText.section;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rmspropsimd.RmsProp;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The conformance document's tables of the files say what the vectors have, and the checker reads. */
class DocumentFilesTest {

    /** The lines of all cases before the first step are those of the table, in its order; later come none but these. */
    @Test
    void casesHaveTheLinesThatTheTableSays() {
        List<List<String>> table = new ArrayList<>();
        for (String line : caseTable()) {
            List<String> keys = new ArrayList<>(code(line.substring(0, line.indexOf('|', 1))));
            if (line.contains("and the like")) {
                keys.addAll(code(line.substring(line.indexOf("a setting: "))));
            }
            table.add(keys.stream().map(key -> key.replaceFirst(" .*", "")).toList());
        }
        Set<String> met = new TreeSet<>();
        for (String group : Vectors.GROUPS) {
            for (PortCase c : Vectors.cases(group)) {
                List<String> keys = CaseText.ofCase(c)
                        .lines()
                        .map(line -> line.replaceFirst(" .*", ""))
                        .toList();
                List<Integer> before = keys.subList(0, keys.indexOf("step")).stream()
                        .map(key -> place(table, key))
                        .toList();
                assertEquals(before.stream().sorted().toList(), before, c.name());
                met.addAll(keys);
            }
        }
        assertEquals(table.stream().flatMap(List::stream).collect(Collectors.toCollection(TreeSet::new)), met);
    }

    /** The paragraph behind the table says which lines come between steps, and which are of one group alone. */
    @Test
    void laterLinesAreThoseThatTheTextSays() {
        String text = section(9).replace('\n', ' ');
        String later = text.substring(text.indexOf("Between two steps"), text.indexOf("and no others."));
        Set<String> allowed = new TreeSet<>(code(later));
        for (RuleSetting setting : RuleSetting.values()) {
            allowed.add(setting.key);
        }
        allowed.addAll(List.of("step", "end"));
        String own = text.substring(text.indexOf("Only the group `rows` has the lines"), text.indexOf("**Output.**"));
        Set<String> ofRows = Set.copyOf(code(own.substring(own.indexOf("lines"))));
        assertEquals(Set.of("rows", "gradsOffset", "gradsLength"), ofRows);
        Set<String> met = new TreeSet<>();
        for (String group : Vectors.GROUPS) {
            for (PortCase c : Vectors.cases(group)) {
                List<String> keys = CaseText.ofCase(c)
                        .lines()
                        .map(line -> line.replaceFirst(" .*", ""))
                        .toList();
                met.addAll(keys.subList(keys.indexOf("step"), keys.size()));
                assertTrue(group.equals(Vectors.ROWS) || keys.stream().noneMatch(ofRows::contains), c.name());
            }
        }
        assertEquals(allowed, met);
    }

    private static int place(List<List<String>> table, String key) {
        for (int i = 0; i < table.size(); i++) {
            if (table.get(i).contains(key)) {
                return i;
            }
        }
        throw new AssertionError("the table has no line '" + key + "'");
    }

    private static List<String> caseTable() {
        return section(9)
                .lines()
                .dropWhile(line -> !line.startsWith("| line | meaning |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .toList();
    }

    @Test
    void casesSetWhatTheTableSays() {
        String table = String.join("\n", caseTable());
        assertTrue(
                table.startsWith("| `" + CaseText.caseLine(2) + "` | a case begins, in version 2 of the format |"),
                table);
        String settings = Stream.of(RuleSetting.values())
                .map(setting -> "`" + setting.key + "`")
                .collect(Collectors.joining(", "));
        int number = RuleSetting.values().length;
        assertTrue(
                table.contains(
                        "a setting: " + settings + ". All " + number + " are given before the first step, even those"),
                table);
        // VectorsTest has the same limit.
        assertTrue(table.contains("| `length 17` | the length of all buffers, at most 100 |"), table);
        for (String group : Vectors.GROUPS) {
            for (PortCase c : Vectors.cases(group)) {
                String text = CaseText.ofCase(c);
                String before = text.substring(0, text.indexOf("\nstep 1\n"));
                for (RuleSetting setting : RuleSetting.values()) {
                    assertTrue(before.contains("\n" + setting.key + " "), c.name() + ": " + setting.key);
                }
            }
        }
    }

    /** Makes the lines of an output by the table, but for the numbers. */
    @Test
    void outputsHaveTheLinesThatTheTableSays() {
        List<String[]> rows = rows(section(9).substring(section(9).indexOf("**Output.**")), 2);
        List<String> titles = rows.stream().map(row -> row[0]).toList();
        int first = titles.indexOf("step 1");
        int again = titles.indexOf("step 2 …");
        assertEquals("and so on", rows.get(again)[1]);
        for (String group : Vectors.GROUPS) {
            for (RmsProp rule : RuleSwitch.sets(group)) {
                PortCase c = new CaseBuilder(group, "any", rule, 3, Fill.ORDINARY)
                        .steps(3)
                        .build();
                List<String> expected = new ArrayList<>(titles.subList(0, first));
                for (int step = 1; step <= 3; step++) {
                    expected.add("step " + step);
                    rows.subList(first + 1, again).stream()
                            .filter(row -> isShown(row, rule))
                            .forEach(row -> expected.add(row[0].replace(" …", " 1 2 3")));
                }
                expected.addAll(titles.subList(again + 1, titles.size()));
                List<String> lines = CaseText.ofResults(c, Reference.run(c))
                        .lines()
                        .map(line -> line.replaceFirst("(?<=\\w)( \\p{XDigit}{8}){3}$", " 1 2 3"))
                        .map(line -> line.replace(c.name(), "NAME"))
                        .toList();
                assertEquals(expected, lines);
            }
        }
    }

    private static boolean isShown(String[] row, RmsProp rule) {
        return switch (row[1]) {
            case "", "all elements, those outside the slice too" -> true;
            case "if there is one" -> Buffer.shownBy(rule).contains(buffer(row[0].replace(" …", "")));
            case "if gradientsZeroed" -> rule.gradientsZeroed();
            default -> throw new AssertionError("unknown: " + row[1]);
        };
    }
}
