// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import static io.github.rmspropsimd.port.DocumentText.DOCUMENT;
import static io.github.rmspropsimd.port.DocumentText.buffer;
import static io.github.rmspropsimd.port.DocumentText.example;
import static io.github.rmspropsimd.port.DocumentText.names;
import static io.github.rmspropsimd.port.DocumentText.rows;
import static io.github.rmspropsimd.port.DocumentText.section;
import static io.github.rmspropsimd.port.DocumentText.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rmspropsimd.RmsProp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The tables of the conformance document say what the library does. */
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
