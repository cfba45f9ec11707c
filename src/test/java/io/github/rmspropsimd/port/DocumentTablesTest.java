// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import static io.github.rmspropsimd.port.DocumentText.DOCUMENT;
import static io.github.rmspropsimd.port.DocumentText.code;
import static io.github.rmspropsimd.port.DocumentText.example;
import static io.github.rmspropsimd.port.DocumentText.names;
import static io.github.rmspropsimd.port.DocumentText.rows;
import static io.github.rmspropsimd.port.DocumentText.section;
import static io.github.rmspropsimd.port.DocumentText.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rmspropsimd.RmsProp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tables of the conformance document say what the library, the vectors and the checker do. */
class DocumentTablesTest {

    private final Formulas formulas = Formulas.of(DOCUMENT);

    @Test
    void presetsStartFromWhatTheTableSays() {
        List<String[]> rows = rows(section(5), 6);
        assertEquals(formulas.presets(), names(rows));
        for (String[] row : rows) {
            RmsProp rule = RuleSetting.preset(row[0]);
            assertEquals(Double.parseDouble(row[1]), rule.decay(), row[0]);
            assertEquals(Double.parseDouble(row[2]), rule.epsilon(), row[0]);
            String[] inside = row[3].split(", ", -1);
            assertEquals(Boolean.parseBoolean(inside[0]), rule.epsilonInsideRoot(), row[0]);
            assertEquals(inside.length == 2, takes(rule, RuleSetting.EPSILON_INSIDE_ROOT), row[0]);
            String[] initial = row[4].split(", ", -1);
            double s0 = initial[0].equals("epsilon") ? rule.epsilon() : Double.parseDouble(initial[0]);
            assertEquals(s0, rule.initialSquareAverage(), row[0]);
            assertEquals(initial.length == 2, takes(rule, RuleSetting.INITIAL_SQUARE_AVERAGE), row[0]);
            boolean inFloat =
                    formulas.active(row[0], Set.of()).stream().anyMatch(line -> line.computes("oneMinusDecay"));
            assertEquals(row[5], inFloat ? "float" : "double", row[0]);
        }
    }

    @Test
    void presetsTakeTheSwitchesThatTheTableSays() {
        List<String[]> rows = rows(section(5), 2);
        assertEquals(formulas.presets(), names(rows));
        for (String[] row : rows) {
            RmsProp rule = RuleSetting.preset(row[0]);
            Set<String> taken = new TreeSet<>();
            for (RuleSetting setting : RuleSetting.values()) {
                if (setting.compareTo(RuleSetting.INITIAL_SQUARE_AVERAGE) > 0 && takes(rule, setting)) {
                    taken.add(setting.key);
                }
            }
            assertEquals(taken, new TreeSet<>(List.of(row[1].split(", ", -1))), row[0]);
        }
    }

    @Test
    void switchesAreOffAtFirstButThoseThatTheTextNames() {
        String text = section(5).replace('\n', ' ');
        assertTrue(text.contains("all off at first, and all numbers among them 0; "), text);
        MatchResult but = Pattern.compile("; `(\\w+)` and `(\\w+)` are on at first for `(\\w+)`:")
                .matcher(text)
                .results()
                .findFirst()
                .orElseThrow();
        for (String[] row : rows(section(5), 2)) {
            Set<String> on = row[0].equals(but.group(3)) ? Set.of(but.group(1), but.group(2)) : Set.of();
            for (String key : row[1].split(", ", -1)) {
                Object value = RuleSetting.of(key).get(RuleSetting.preset(row[0]));
                assertEquals(value instanceof Double ? (Object) 0.0 : on.contains(key), value, row[0] + ": " + key);
            }
        }
    }

    @Test
    void rulesHaveTheBuffersThatTheTableSays() {
        List<String[]> rows = rows(section(4), 3);
        assertEquals(Set.of("params", "squareAverage", "gradientAverage", "momentumBuffer", "grads"), names(rows));
        assertEquals(Buffer.values().length, rows.size());
        for (String[] row : rows) {
            Buffer buffer = buffer(row[0]);
            assertEquals(buffer.variable, row[1]);
            for (String group : Vectors.GROUPS) {
                for (RmsProp rule : RuleSwitch.sets(group)) {
                    // A step always has gradients; they are shown where it changes them.
                    boolean there =
                            buffer == Buffer.GRADS || Buffer.shownBy(rule).contains(buffer);
                    assertEquals(isThere(row[2], Catalogue.presetOf(group), rule), there, row[0] + " of " + rule);
                }
            }
        }
    }

    /** Reads a condition such as "if centered; of mxnet always", of which the last that is for the preset holds. */
    private static boolean isThere(String conditions, String preset, RmsProp rule) {
        boolean there = false;
        for (String condition : conditions.split("; ", -1)) {
            Matcher words = Pattern.compile("(?:of (\\w+) )?(?:always|if (\\w+)(?: is switched on)?)")
                    .matcher(condition);
            assertTrue(words.matches(), condition);
            if (words.group(1) == null || words.group(1).equals(preset)) {
                there = words.group(2) == null || RuleSetting.switchedOn(rule).contains(words.group(2));
            }
        }
        return there;
    }

    private static Buffer buffer(String row) {
        return Stream.of(Buffer.values())
                .filter(buffer -> buffer.row.equals(row))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no row " + row));
    }

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
                .dropWhile(line -> !line.startsWith("| line | what it says |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .toList();
    }

    @Test
    void casesSetWhatTheTableSays() {
        String table = String.join("\n", caseTable());
        assertTrue(table.startsWith("| `" + CaseText.CASE + "` | a case begins, in version 1 of the format |"), table);
        String settings = Stream.of(RuleSetting.values())
                .map(setting -> "`" + setting.key + "`")
                .collect(Collectors.joining(", "));
        int number = RuleSetting.values().length;
        assertTrue(
                table.contains("a setting: " + settings + ". All " + number + " are given before the first step"),
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

    /** Whether it can be changed, when what it needs is on. */
    private static boolean takes(RmsProp rule, RuleSetting setting) {
        RmsProp ready = rule;
        for (RuleSetting needed : List.of(RuleSetting.CENTERED, RuleSetting.MOMENTUM)) {
            if (needed != setting) {
                ready = changed(ready, needed);
            }
        }
        return !setting.get(changed(ready, setting)).equals(setting.get(ready));
    }

    private static RmsProp changed(RmsProp rule, RuleSetting setting) {
        Object value = setting.get(rule);
        try {
            return setting.set(rule, value instanceof Boolean on ? Boolean.toString(!on) : "0.25");
        } catch (IllegalArgumentException refused) {
            return rule;
        }
    }

    @Test
    void fusedMultiplyAddsAreRoundedAsTheTableSays() {
        List<String[]> rows = rows(section(2), 6);
        assertEquals(3, rows.size());
        for (String[] row : rows) {
            float x = value(row[0]);
            float y = value(row[1]);
            float z = value(row[2]);
            assertEquals(row[3], CaseText.bits(Math.fma(x, y, z)));
            assertEquals(row[4], CaseText.bits(x * y + z));
            assertEquals(row[5], CaseText.bits((float) ((double) x * y + z)));
        }
    }

    /** Each value of the table follows from those above it. */
    @Test
    void theWorkedExampleIsRightOperationByOperation() {
        PortCase c = example();
        PortStep step = c.steps().get(1);
        Map<Buffer, float[]> before = Reference.run(c).get(0);
        Map<String, Double> variables = new HashMap<>();
        before.forEach((buffer, row) -> variables.put(buffer.variable, (double) row[1]));
        variables.put("grads", (double) step.grads()[1]);
        Model.numbers(step).forEach((name, number) -> variables.put(name, (double) number.floatValue()));
        List<String[]> rows = rows(section(10), 3);
        assertEquals(14, rows.size());
        for (String[] row : rows) {
            Line line = FormulaParser.line(row[0].contains(" = ") ? row[0] : "unnamed = " + row[0]);
            double value = evaluate(line.expression(), variables);
            assertEquals(row[1], CaseText.bits((float) value), row[0]);
            variables.put(line.variable(), value);
            variables.put("v", variables.get("s"));
        }
        Map<Buffer, float[]> after = Reference.run(c).get(1);
        assertEquals(after.get(Buffer.PARAMS)[1], variables.get("p").floatValue());
        assertEquals(after.get(Buffer.SQUARE_AVERAGE)[1], variables.get("s").floatValue());
    }

    private static double evaluate(Node node, Map<String, Double> variables) {
        if (node.arguments().isEmpty()) {
            return variables.get(node.name());
        }
        double last = evaluate(node.argument(node.arguments().size() - 1), variables);
        return Rounding.EACH_OPERATION.apply(node.name(), evaluate(node.argument(0), variables), last, 0);
    }
}
