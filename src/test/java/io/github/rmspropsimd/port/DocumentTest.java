// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import static io.github.rmspropsimd.port.DocumentText.DOCUMENT;
import static io.github.rmspropsimd.port.DocumentText.block;
import static io.github.rmspropsimd.port.DocumentText.example;
import static io.github.rmspropsimd.port.DocumentText.rows;
import static io.github.rmspropsimd.port.DocumentText.section;
import static io.github.rmspropsimd.port.DocumentText.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rmspropsimd.RmsProp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The conformance document says what SCALAR does: its formulas and examples are computed, and compared. */
class DocumentTest {

    private static final Path FOLDER = Path.of(System.getProperty("basedir", "."), "src", "port");

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
        List<Map<Buffer, float[]>> output = OutputReader.readOf(block("output"), c);
        assertNull(Difference.first(c, Reference.run(c), output));
        assertEquals(block("case"), CaseText.ofCase(c));
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
            assertTrue(
                    link.startsWith("https://www.rfc-editor.org/")
                            || (link.startsWith("#")
                                    ? anchors.contains(link)
                                    : Files.isRegularFile(FOLDER.resolve(link))),
                    link);
        }
        assertEquals(
                anchors, links.stream().filter(link -> link.startsWith("#")).toList());
    }
}
