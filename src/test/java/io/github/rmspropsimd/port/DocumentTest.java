// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rmspropsimd.RmsProp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The conformance document says what SCALAR does: its formulas, tables and examples are computed, and compared. */
class DocumentTest {

    private static final Path FOLDER = Path.of(System.getProperty("basedir", "."), "src", "port");
    private static final String DOCUMENT = Vectors.document();

    private final Formulas formulas = Formulas.of(DOCUMENT);
    private final Model model = new Model(formulas, Recipe.RIGHT);

    @ParameterizedTest
    @CsvSource({
        "d2l, 2",
        "d2l-switches, 960",
        "pytorch, 32",
        "tensorflow, 16",
        "keras, 16",
        "optax, 48",
        "nd4j, 4",
        "mxnet, 12"
    })
    void formulasOfAllSwitchesHaveScalarsBits(String group, int sets) {
        Random random = new Random(group.hashCode());
        Set<RmsProp> rules = RuleSwitch.sets(group);
        assertEquals(sets, rules.size());
        for (RmsProp rule : rules) {
            for (Fill fill : Fill.values()) {
                PortCase c = new CaseBuilder(group, "any-" + random.nextInt(), varied(rule, random), 9, fill)
                        .givenState()
                        .learningRate(any(random, 0.01, 0.0, 1.0, -0.37, 1e-41, 1e30))
                        .gradientScale(any(random, 1.0, 1.0 / 128, 0.0, -3.3, 1e-42, 1e20))
                        .step()
                        .slice(1, 7)
                        .steps(2)
                        .build();
                assertNull(Difference.first(c, Reference.run(c), model.run(c)));
            }
        }
    }

    /** With hyperparameters from the ordinary to the extreme. */
    private static RmsProp varied(RmsProp rule, Random random) {
        RmsProp varied = rule.withDecay(any(random, 0.9, 0.0, 0.5, 0.99, 0.999999, 1e-42))
                .withEpsilon(any(random, 1e-6, 1e-8, 1e-45, 1e-30, 1.0, 3e38));
        varied = varied.momentum() > 0 ? varied.withMomentum(any(random, 0.9, 0.5, 1e-42)) : varied;
        varied = varied.weightDecay() > 0 ? varied.withWeightDecay(any(random, 0.01, 1e-42, 3e38)) : varied;
        return varied.decoupledWeightDecay() > 0
                ? varied.withDecoupledWeightDecay(any(random, 0.01, 1e-42, 3e38))
                : varied;
    }

    private static double any(Random random, double... values) {
        return values[random.nextInt(values.length)];
    }

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
            Set<String> first = row[0].equals("d2l")
                    ? Set.of("decay", "epsilon", "epsilonInsideRoot", "varianceClamped", "learningRateInMomentum")
                    : null;
            if (first != null) {
                assertEquals(first, RuleSetting.switchedOn(rule));
            }
            Set<String> taken = new TreeSet<>();
            for (RuleSetting setting : RuleSetting.values()) {
                if (setting.compareTo(RuleSetting.INITIAL_SQUARE_AVERAGE) > 0 && takes(rule, setting)) {
                    taken.add(setting.key);
                }
            }
            assertEquals(taken, new TreeSet<>(List.of(row[1].split(", ", -1))), row[0]);
        }
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

    /** What section 2 tells those whose language has no fused multiply-add. */
    @ParameterizedTest
    @EnumSource(Fill.class)
    void fusedMultiplyAddInDoubleIsAsExact(Fill fill) {
        Random random = new Random(20);
        for (int i = 0; i < 100_000; i++) {
            float[] row = fill.row(3, random);
            // Every other sum nearly cancels.
            float z = i % 2 == 0 ? row[2] : -(row[0] * row[1]) * (1 + (row[2] % 8) * Math.ulp(1f));
            assertEquals(Math.fma(row[0], row[1], z), fusedInDouble(row[0], row[1], z));
        }
        for (String[] row : rows(section(2), 6)) {
            float result = fusedInDouble(value(row[0]), value(row[1]), value(row[2]));
            assertEquals(row[3], CaseText.bits(result));
        }
    }

    private static float fusedInDouble(double x, double y, double z) {
        double product = x * y;
        double t = product + z;
        double u = t - product;
        double e = (product - (t - u)) + (z - u);
        if (Double.isFinite(t) && e != 0 && (Double.doubleToRawLongBits(t) & 1) == 0) {
            t = e > 0 ? Math.nextUp(t) : Math.nextDown(t);
        }
        return (float) t;
    }

    @Test
    void oneMinusDecayIsRoundedAsTheTextSays() {
        String text = section(3).replace('\n', ' ');
        assertTrue(text.contains("γ = 0.9 that is " + CaseText.bits((float) (1 - 0.9)) + "."));
        assertTrue(text.contains("**floats** 1 and γ: " + CaseText.bits(1 - 0.9f) + "."));
    }

    @Test
    void theWorkedExampleIsScalars() throws MalformedOutputException {
        PortCase c = example();
        List<Map<Buffer, float[]>> output = OutputReader.read("example", block("output"), Map.of(c.name(), c))
                .get(c.name());
        assertNull(Difference.first(c, Reference.run(c), output));
        assertEquals(block("case"), CaseText.ofCase(c));
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

    @Test
    void whatItLinksToIsThere() {
        List<String> links = Pattern.compile("\\]\\(([^)]+)\\)")
                .matcher(DOCUMENT)
                .results()
                .map(link -> link.group(1))
                .toList();
        List<String> anchors = DOCUMENT.lines()
                .filter(line -> line.startsWith("## "))
                .map(line -> "#" + line.substring(3).toLowerCase(Locale.ROOT))
                .map(line -> line.replaceAll("[^#a-z0-9 ]", "").replace(' ', '-'))
                .toList();
        for (String link : links) {
            assertTrue(link.startsWith("#") ? anchors.contains(link) : Files.isRegularFile(FOLDER.resolve(link)), link);
        }
        assertEquals(
                anchors, links.stream().filter(link -> link.startsWith("#")).toList());
    }

    private static PortCase example() {
        List<PortCase> cases = CaseReader.read(block("case"));
        assertEquals(1, cases.size());
        return cases.get(0);
    }

    private static String block(String kind) {
        return found("```" + kind + "\n(.*?)```").get(0).group(1);
    }

    private static String section(int number) {
        return found("\n## " + number + "\\. (.*?)(\n## |$)").get(0).group(1);
    }

    private static List<MatchResult> found(String pattern) {
        return Pattern.compile(pattern, Pattern.DOTALL)
                .matcher(DOCUMENT)
                .results()
                .toList();
    }

    /** The cells of the rows of tables of this width, without the head and what is around code. */
    private static List<String[]> rows(String section, int width) {
        return section.lines()
                .filter(line -> line.startsWith("|"))
                .map(line -> line.substring(1, line.length() - 1)
                        .strip()
                        .replace("`", "")
                        .split(" ?\\| ?", -1))
                .filter(cells -> cells.length == width)
                .filter(cells -> !cells[0].startsWith("---"))
                .filter(cells -> !Set.of("preset", "x", "value").contains(cells[0]))
                .toList();
    }

    private static Set<String> names(List<String[]> rows) {
        return rows.stream().map(row -> row[0]).collect(Collectors.toSet());
    }

    private static float value(String bits) {
        return Float.intBitsToFloat(HexFormat.fromHexDigits(bits));
    }
}
