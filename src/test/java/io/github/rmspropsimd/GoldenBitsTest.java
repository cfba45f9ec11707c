// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rmspropsimd.Golden.Buffers;
import io.github.rmspropsimd.Golden.Case;
import io.github.rmspropsimd.Golden.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The presets have the bits of the frameworks: parameters and every buffer, after every step of every case. */
class GoldenBitsTest {

    private static final String[] NAMES = {"p", "s", "gavg", "mom"};

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
        List<String> listed = Golden.rows("tensorflow-flushed.csv").stream()
                .map(row -> String.join(",", row))
                .toList();
        assertEquals(listed, differences("tensorflow", 14, backend));
    }

    /** And flushing is all there is to it: its formula with every subnormal taken for 0 has TensorFlow's bits throughout. */
    @Test
    void tensorFlowIsItsFormulaWithSubnormalsFlushed() {
        Map<String, Map<Integer, Buffers>> runs = Golden.runs("tensorflow");
        runs.forEach((name, steps) -> {
            Case c = caseOf(name);
            float decay = (float) c.decay();
            float epsilon = (float) c.epsilon();
            float rate = (float) c.learningRate();
            Input input = Golden.input(c.input());
            for (int i = 0; i < input.params().length; i++) {
                float p = input.params()[i];
                float s = (float) c.initialSquareAverage();
                float a = 0;
                float m = 0;
                for (int step = 1; step <= Golden.STEPS; step++) {
                    float g = flushed(c.maximize() ? -input.grads()[step - 1][i] : input.grads()[step - 1][i]);
                    s = flushed(s + flushed(flushed(flushed(g * g) - s) * (1 - decay)));
                    float v = s;
                    if (c.centered()) {
                        a = flushed(a + flushed(flushed(g - a) * (1 - decay)));
                        v = flushed(s - flushed(a * a));
                    }
                    float u = flushed(flushed(g * rate) / (float) Math.sqrt(flushed(v + epsilon)));
                    m = flushed(flushed(m * (float) c.momentum()) + u);
                    p = flushed(p - m);
                    Buffers theirs = steps.get(step);
                    String where = name + " step " + step + " element " + i;
                    assertEquals(theirs.params()[i], p, where);
                    assertEquals(theirs.squareAverage()[i], s, where);
                    assertEquals(theirs.momentum()[i], m, where);
                    if (c.centered()) {
                        assertEquals(theirs.gradientAverage()[i], a, where);
                    }
                }
            }
        });
    }

    private static float flushed(float x) {
        return Math.abs(x) < Float.MIN_NORMAL ? Math.copySign(0f, x) : x;
    }

    /** No framework's output is at hand for these two: they are held to their published expressions. */
    @Test
    void kerasAndOptaxAreTheirExpressions() {
        int runs = 0;
        for (Case c : Golden.cases()) {
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
                .withDecay(c.decay())
                .withEpsilon(c.epsilon())
                .withMomentum(c.momentum())
                .withCentered(c.centered())
                .withDecoupledWeightDecay(c.weightDecay());
    }

    private static RmsProp optax(Case c) {
        return RmsProp.optax()
                .withDecay(c.decay())
                .withEpsilon(c.epsilon())
                .withMomentum(c.momentum())
                .withCentered(c.centered())
                .withInitialSquareAverage(c.initialSquareAverage());
    }

    private static int holdToItsExpression(Case c, RmsProp rule) {
        Input input = Golden.input(c.input());
        int length = input.params().length;
        for (Backend backend : Backend.values()) {
            StepCase.Buffers expected =
                    new StepCase.Buffers(input.params().clone(), new float[length], rule.newState(length));
            StepCase.Buffers actual =
                    new StepCase.Buffers(input.params().clone(), new float[length], rule.newState(length));
            StepCase step = new StepCase(
                    rule, new StepCase.Slice(0, length, 0), 1, c.learningRate(), 1, StepCase.Fill.ORDINARY, 0);
            RmsPropKernel kernel = rule.kernel(backend);
            for (float[] grads : input.grads()) {
                System.arraycopy(grads, 0, expected.grads(), 0, length);
                System.arraycopy(grads, 0, actual.grads(), 0, length);
                Oracles.stepwise(step, expected, false);
                kernel.step(actual.params(), actual.grads(), actual.state(), c.learningRate());
                Bits.assertSame(expected, actual);
            }
        }
        return Backend.values().length;
    }

    /** Each element that differs as {@code case,step,i,column,framework's bits,library's bits}. */
    private static List<String> differences(String framework, int cases, Backend backend) {
        Map<String, Map<Integer, Buffers>> runs = Golden.runs(framework);
        assertEquals(cases, runs.size());
        List<String> differences = new ArrayList<>();
        runs.forEach((name, steps) -> {
            assertEquals(new TreeSet<>(List.of(0, 1, 2, 3, 4, 5)), new TreeSet<>(steps.keySet()));
            Case c = caseOf(name);
            RmsProp rule = rule(framework, name, c);
            Input input = Golden.input(c.input());
            float[] params = input.params().clone();
            RmsPropState state = rule.newState(params.length);
            RmsPropKernel kernel = rule.kernel(backend);
            for (int step = 0; step <= Golden.STEPS; step++) {
                if (step > 0) {
                    // What these frameworks lack is done to the gradient before they see it: the scale of -1 is exact.
                    boolean negate = c.maximize() && !framework.equals("libtorch");
                    kernel.step(
                            params,
                            input.grads()[step - 1],
                            state,
                            0,
                            params.length,
                            c.learningRate(),
                            negate ? -1 : 1);
                }
                Buffers ours = new Buffers(params, state.squareAverage(), state.gradientAverage(), state.momentum());
                boolean statesWritten = step > 0 || !framework.equals("mxnet");
                compare(name + "," + step, steps.get(step), ours, statesWritten, differences);
            }
        });
        return differences;
    }

    private static void compare(
            String where, Buffers theirs, Buffers ours, boolean statesWritten, List<String> differences) {
        for (int column = 0; column < (statesWritten ? NAMES.length : 1); column++) {
            float[] expected = theirs.arrays()[column];
            float[] actual = ours.arrays()[column];
            assertEquals(expected.length, actual.length, where + ": length of " + NAMES[column]);
            for (int i = 0; i < expected.length; i++) {
                if (Float.compare(expected[i], actual[i]) != 0) {
                    differences.add("%s,%d,%s,%08x,%08x"
                            .formatted(
                                    where,
                                    i,
                                    NAMES[column],
                                    Float.floatToIntBits(expected[i]),
                                    Float.floatToIntBits(actual[i])));
                }
            }
        }
    }

    private static Case caseOf(String name) {
        if (name.equals("dl4j_updater_eps1e-3_s0eps")) {
            return new Case(name, "main", 0.01, 0.99, 1e-3, 0, false, 0, false, Double.NaN);
        }
        return Golden.cases().stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static RmsProp rule(String framework, String name, Case c) {
        return switch (framework) {
            case "libtorch" ->
                RmsProp.pytorch()
                        .withDecay(c.decay())
                        .withEpsilon(c.epsilon())
                        .withMomentum(c.momentum())
                        .withCentered(c.centered())
                        .withWeightDecay(c.weightDecay())
                        .withMaximize(c.maximize());
            case "tensorflow" ->
                RmsProp.tensorflow()
                        .withDecay(c.decay())
                        .withEpsilon(c.epsilon())
                        .withMomentum(c.momentum())
                        .withCentered(c.centered())
                        .withInitialSquareAverage(c.initialSquareAverage());
            case "nd4j" -> {
                RmsProp rule = RmsProp.nd4j().withDecay(c.decay()).withEpsilon(c.epsilon());
                yield name.startsWith("dl4j") ? rule : rule.withInitialSquareAverage(c.initialSquareAverage());
            }
            case "mxnet" ->
                RmsProp.mxnet()
                        .withDecay(c.decay())
                        .withEpsilon(c.epsilon())
                        .withCentered(c.centered())
                        .withMomentum(c.momentum())
                        .withWeightDecay(c.weightDecay());
            default -> throw new AssertionError(framework);
        };
    }
}
