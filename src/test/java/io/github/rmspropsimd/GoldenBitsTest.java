// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rmspropsimd.golden.Case;
import io.github.rmspropsimd.golden.Library;
import io.github.rmspropsimd.golden.Vectors;
import io.github.rmspropsimd.golden.Vectors.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The presets have the bits of the frameworks: parameters and every buffer, after every step of every case. */
class GoldenBitsTest {

    private static final String[] COLUMNS = {"case", "step", "i", "p", "s", "gavg", "mom"};
    private static final int KEYS = 3;

    private static final Map<String, Case> CASES = Stream.concat(Vectors.cases().stream(), Stream.of(Case.DL4J_UPDATER))
            .collect(Collectors.toMap(Case::name, Function.identity()));

    @BeforeAll
    static void expectedJvm() {
        ExpectedJvm.requireOrSkip();
    }

    @ParameterizedTest
    @CsvSource({
        "libtorch, 15, SCALAR",
        "libtorch, 15, SIMD",
        "nd4j, 8, SCALAR",
        "nd4j, 8, SIMD",
        "mxnet, 13, SCALAR",
        "mxnet, 13, SIMD"
    })
    void noBitDiffers(String framework, int cases, Backend backend) {
        assertEquals(List.of(), differences(framework, cases, backend));
    }

    /** TensorFlow takes subnormals for 0: the elements where that shows are listed, with its bits and the library's. */
    @ParameterizedTest
    @EnumSource
    void noBitDiffersFromTensorFlowButWhereItFlushesSubnormals(Backend backend) {
        List<String> lines = Vectors.lines("tensorflow-flushed.csv");
        assertEquals(lines.subList(1, lines.size()), differences("tensorflow", 14, backend));
    }

    /** And flushing is all there is to it: its formula with every subnormal taken for 0 has TensorFlow's bits throughout. */
    @Test
    void tensorFlowIsItsFormulaWithSubnormalsFlushed() {
        int elements = 0;
        for (String line : Vectors.lines("tensorflow.csv")) {
            String[] cells = line.split(",", -1);
            if (cells[0].equals("case")) {
                continue;
            }
            Case c = CASES.get(cells[0]);
            int steps = Integer.parseInt(cells[1]);
            int i = Integer.parseInt(cells[2]);
            float[] expected = flushing(c, Vectors.input(c.input()), i, steps);
            for (int buffer = 0; buffer < expected.length; buffer++) {
                String cell = cells[KEYS + buffer];
                if (!cell.isEmpty()) {
                    assertEquals(Vectors.parse(cell), expected[buffer], line);
                }
            }
            elements++;
        }
        assertEquals(14 * 6 * 37, elements);
    }

    /** Element i of p, s, the gradient average and the momentum after some steps. */
    private static float[] flushing(Case c, Input input, int i, int steps) {
        float oneMinusDecay = 1 - (float) c.alpha();
        float p = input.p0()[i];
        float s = (float) c.s0();
        float a = 0;
        float m = 0;
        for (int step = 0; step < steps; step++) {
            float g = flushed(c.maximize() ? -input.grads()[step][i] : input.grads()[step][i]);
            s = flushed(s + flushed(flushed(flushed(g * g) - s) * oneMinusDecay));
            float v = s;
            if (c.centered()) {
                a = flushed(a + flushed(flushed(g - a) * oneMinusDecay));
                v = flushed(s - flushed(a * a));
            }
            float u = flushed(flushed(g * (float) c.lr()) / (float) Math.sqrt(flushed(v + (float) c.eps())));
            m = flushed(flushed(m * (float) c.momentum()) + u);
            p = flushed(p - m);
        }
        return new float[] {p, s, a, m};
    }

    private static float flushed(float x) {
        return Math.abs(x) < Float.MIN_NORMAL ? Math.copySign(0f, x) : x;
    }

    /** No framework's output is at hand for these two: they are held to their published expressions. */
    @Test
    void kerasAndOptaxAreTheirExpressions() {
        int runs = 0;
        for (Case c : Vectors.cases()) {
            for (RmsProp rule : List.of(
                    keras(c),
                    optax(c),
                    optax(c).withEpsilonInsideRoot(false),
                    optax(c).withMomentum(0.9).withNesterov(true))) {
                runs += holdToItsExpression(c, rule);
            }
        }
        assertEquals(17 * 4 * 2, runs);
    }

    private static RmsProp keras(Case c) {
        return RmsProp.keras()
                .withDecay(c.alpha())
                .withEpsilon(c.eps())
                .withMomentum(c.momentum())
                .withCentered(c.centered())
                .withDecoupledWeightDecay(c.weightDecay());
    }

    private static RmsProp optax(Case c) {
        return RmsProp.optax()
                .withDecay(c.alpha())
                .withEpsilon(c.eps())
                .withMomentum(c.momentum())
                .withCentered(c.centered())
                .withInitialSquareAverage(c.s0());
    }

    private static int holdToItsExpression(Case c, RmsProp rule) {
        Input input = Vectors.input(c.input());
        int length = input.p0().length;
        for (Backend backend : Backend.values()) {
            StepCase.Buffers expected =
                    new StepCase.Buffers(input.p0().clone(), new float[length], rule.newState(length));
            StepCase.Buffers actual =
                    new StepCase.Buffers(input.p0().clone(), new float[length], rule.newState(length));
            StepCase step =
                    new StepCase(rule, new StepCase.Slice(0, length, 0), 1, c.lr(), 1, StepCase.Fill.ORDINARY, 0);
            RmsPropKernel kernel = rule.kernel(backend);
            for (float[] grads : input.grads()) {
                System.arraycopy(grads, 0, expected.grads(), 0, length);
                System.arraycopy(grads, 0, actual.grads(), 0, length);
                Oracles.stepwise(step, expected, false);
                kernel.step(actual.params(), actual.grads(), actual.state(), c.lr());
                Bits.assertSame(expected, actual);
            }
        }
        return Backend.values().length;
    }

    /** Each element that differs as {@code case,step,i,column,framework's bits,library's bits}. */
    private static List<String> differences(String framework, int cases, Backend backend) {
        List<String> lines = Vectors.lines(framework + ".csv");
        Map<String, List<String>> rowsOfCases =
                lines.stream().skip(1).collect(Collectors.groupingBy(line -> line.substring(0, line.indexOf(','))));
        assertEquals(cases, rowsOfCases.size());
        assertEquals(String.join(",", COLUMNS), lines.get(0));
        List<String> differences = new ArrayList<>();
        rowsOfCases.keySet().stream().sorted().forEach(name -> {
            Case c = CASES.get(name);
            Input input = Vectors.input(c.input());
            List<String> theirs = rowsOfCases.get(name);
            List<String> ours = Vectors.rows(c, Library.run(framework, backend, c, input.p0(), input.grads()));
            assertEquals(6 * 37, theirs.size());
            assertEquals(theirs.size(), ours.size());
            for (int row = 0; row < theirs.size(); row++) {
                compare(theirs.get(row).split(",", -1), ours.get(row).split(",", -1), framework, differences);
            }
        });
        return differences;
    }

    private static void compare(String[] theirs, String[] ours, String framework, List<String> differences) {
        boolean noStateYet = framework.equals("mxnet") && theirs[1].equals("0");
        for (int column = 0; column < (noStateYet ? KEYS + 1 : COLUMNS.length); column++) {
            if (!theirs[column].equals(ours[column])
                    && !(column >= KEYS && isNaN(theirs[column]) && isNaN(ours[column]))) {
                differences.add(String.join(
                        ",", theirs[0], theirs[1], theirs[2], COLUMNS[column], theirs[column], ours[column]));
            }
        }
    }

    private static boolean isNaN(String cell) {
        return !cell.isEmpty() && Float.isNaN(Vectors.parse(cell));
    }
}
