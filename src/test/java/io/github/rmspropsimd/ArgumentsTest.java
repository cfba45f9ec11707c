// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every bad argument is refused by name and value, before anything is written. */
class ArgumentsTest {

    private static final RmsProp RULE = RmsProp.d2l().withGradientsZeroed(true);

    private final float[] params = {1, 2, 3, 4};
    private final float[] grads = {5, 6, 7, 8};
    private final float[] average = {9, 10, 11, 12};
    private final RmsPropState state = RULE.stateOf(average, null, null);

    @ParameterizedTest
    @EnumSource
    void nullsAreRefused(Backend backend) {
        RmsPropKernel kernel = RULE.kernel(backend);
        refused(NullPointerException.class, "params", () -> kernel.step(null, grads, state, 0.01));
        refused(NullPointerException.class, "grads", () -> kernel.step(params, null, state, 0.01));
        refused(NullPointerException.class, "state", () -> kernel.step(params, grads, null, 0.01));
        refused(NullPointerException.class, "params", () -> kernel.step(null, grads, state, 0, 4, 0.01));
        refused(NullPointerException.class, "grads", () -> kernel.step(params, null, state, 0, 4, 0.01, 1));
        refused(NullPointerException.class, "squareAverage", () -> RULE.stateOf(null, null, null));
        refused(NullPointerException.class, "backend", () -> RULE.kernel((Backend) null));
    }

    @ParameterizedTest
    @EnumSource
    void otherLengthsAreRefused(Backend backend) {
        RmsPropKernel kernel = RULE.kernel(backend);
        refused(
                IllegalArgumentException.class,
                "grads.length = 3 must be params.length = 4",
                () -> kernel.step(params, new float[3], state, 0.01));
        refused(
                IllegalArgumentException.class,
                "grads.length = 4 must be params.length = 5",
                () -> kernel.step(new float[5], grads, state, 0, 4, 0.01));
        refused(
                IllegalArgumentException.class,
                "state.length() = 5 must be params.length = 4",
                () -> kernel.step(params, grads, RULE.newState(5), 0.01));
        refused(IllegalArgumentException.class, "length = -1 must be at least 0", () -> RULE.newState(-1));
    }

    @ParameterizedTest
    @EnumSource
    void otherBuffersAreRefused(Backend backend) {
        RmsProp centered = RULE.withCentered(true);
        RmsProp both = centered.withMomentum(0.9);
        refusedState(
                backend, RULE, centered, "state.gradientAverage().length = 4 must be 0: the rule has no such buffer");
        refusedState(backend, centered, RULE, "state.gradientAverage().length = 0 must be params.length = 4");
        refusedState(backend, centered, both, "state.momentum().length = 4 must be 0: the rule has no such buffer");
        refusedState(backend, both, centered, "state.momentum().length = 0 must be params.length = 4");
        refusedState(backend, RmsProp.tensorflow(), RULE, "state.momentum().length = 0 must be params.length = 4");
    }

    private void refusedState(Backend backend, RmsProp rule, RmsProp other, String message) {
        RmsPropState state = other.stateOf(
                average,
                new float[other.newState(4).gradientAverage().length],
                new float[other.newState(4).momentum().length]);
        RmsPropKernel kernel = rule.kernel(backend);
        refused(IllegalArgumentException.class, message, () -> kernel.step(params, grads, state, 0.01));
        refused(IllegalArgumentException.class, message, () -> kernel.step(params, grads, state, 1, 2, 0.01, 0.5));
    }

    @Test
    void statesOfOtherBuffersAreRefused() {
        RmsProp both = RULE.withCentered(true).withMomentum(0.9);
        float[] four = new float[4];
        refused(
                IllegalArgumentException.class,
                "gradientAverage.length = 4 must be 0, or the array null: the rule has no such buffer",
                () -> RULE.stateOf(average, four, null));
        refused(
                IllegalArgumentException.class,
                "momentum.length = 1 must be 0, or the array null: the rule has no such buffer",
                () -> RULE.stateOf(average, null, new float[1]));
        refused(
                NullPointerException.class,
                "gradientAverage is null, but the rule has such a buffer",
                () -> both.stateOf(average, null, four));
        refused(
                NullPointerException.class,
                "momentum is null, but the rule has such a buffer",
                () -> both.stateOf(average, four, null));
        refused(
                IllegalArgumentException.class,
                "gradientAverage.length = 3 must be squareAverage.length = 4",
                () -> both.stateOf(average, new float[3], four));
        refused(
                IllegalArgumentException.class,
                "momentum.length = 0 must be squareAverage.length = 4",
                () -> both.stateOf(average, four, new float[0]));
        refused(
                IllegalArgumentException.class,
                "squareAverage and gradientAverage are the same array",
                () -> both.stateOf(average, average, four));
        refused(
                IllegalArgumentException.class,
                "squareAverage and momentum are the same array",
                () -> both.stateOf(average, four, average));
        refused(
                IllegalArgumentException.class,
                "gradientAverage and momentum are the same array",
                () -> both.stateOf(average, four, four));
    }

    @ParameterizedTest
    @EnumSource
    void oneArrayInTwoRolesIsRefused(Backend backend) {
        RmsPropKernel kernel = RULE.kernel(backend);
        refused(
                IllegalArgumentException.class,
                "params and grads are the same array of length 4",
                () -> kernel.step(params, params, state, 0.01));
        refused(
                IllegalArgumentException.class,
                "params and state.squareAverage() are the same array of length 4",
                () -> kernel.step(average, grads, state, 0.01));
        refused(
                IllegalArgumentException.class,
                "grads and state.squareAverage() are the same array of length 4",
                () -> kernel.step(params, average, state, 0, 2, 0.01, 1));

        RmsProp both = RULE.withCentered(true).withMomentum(0.9);
        RmsPropKernel kernelOfBoth = both.kernel(backend);
        RmsPropState paramsInside = both.stateOf(average, params, new float[4]);
        RmsPropState gradsInside = both.stateOf(average, new float[4], grads);
        refused(
                IllegalArgumentException.class,
                "params and state.gradientAverage() are the same array",
                () -> kernelOfBoth.step(params, grads, paramsInside, 0.01));
        refused(
                IllegalArgumentException.class,
                "grads and state.gradientAverage() are the same array",
                () -> kernelOfBoth.step(grads, params, paramsInside, 0.01));
        refused(
                IllegalArgumentException.class,
                "params and state.momentum() are the same array",
                () -> kernelOfBoth.step(grads, params, gradsInside, 0.01));
        refused(
                IllegalArgumentException.class,
                "grads and state.momentum() are the same array",
                () -> kernelOfBoth.step(params, grads, gradsInside, 0.01));
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 2",
        "0, -1",
        "0, 5",
        "4, 1",
        "5, 0",
        "2, 3",
        "1, 2147483647",
        "2147483647, 2147483647",
        "2147483647, 1",
        "-2147483648, -2147483648",
        "-1, -2147483648",
    })
    void slicesOutOfRangeAreRefused(int offset, int length) {
        String message = "offset = " + offset + " and length = " + length + " must be a slice of [0, 4)";
        for (Backend backend : Backend.values()) {
            RmsPropKernel kernel = RULE.kernel(backend);
            refused(
                    IndexOutOfBoundsException.class,
                    message,
                    () -> kernel.step(params, grads, state, offset, length, 0.01));
            refused(
                    IndexOutOfBoundsException.class,
                    message,
                    () -> kernel.step(params, grads, state, offset, length, 0.01, 0.5));
        }
    }

    @ParameterizedTest
    @EnumSource
    void gradientsOutOfRangeAreRefused(Backend backend) {
        RmsPropKernel kernel = RULE.kernel(backend);
        for (int[] bad : new int[][] {{-1, 2}, {3, 2}, {5, 0}, {Integer.MAX_VALUE, 1}, {Integer.MAX_VALUE, 4}}) {
            refused(
                    IndexOutOfBoundsException.class,
                    "gradsOffset = " + bad[0] + " and length = " + bad[1]
                            + " must be a slice of [0, 4) of the gradients",
                    () -> kernel.step(params, 0, grads, bad[0], state, bad[1], 0.01, 1));
        }
        refused(
                IndexOutOfBoundsException.class,
                "offset = 3 and length = 2 must be a slice of [0, 4)",
                () -> kernel.step(params, 3, grads, 0, state, 2, 0.01, 1));
        refused(
                IllegalArgumentException.class,
                "params and grads are the same array of length 4",
                () -> kernel.step(params, 0, params, 2, state, 2, 0.01, 1));
        refused(NullPointerException.class, "grads", () -> kernel.step(params, 0, null, 0, state, 0, 0.01, 1));
        kernel.step(new float[4], 2, new float[2], 0, RULE.newState(4), 2, 0.01, 1);
    }

    /** Also when only the last row is bad, nothing has been written. */
    @ParameterizedTest
    @EnumSource
    void badRowsAreRefused(Backend backend) {
        RmsPropKernel kernel = RULE.kernel(backend);
        rowRefused(kernel, new int[] {0, 1, -1}, 3, 1, "rows[2] = -1 must be at least 0, and its row of rowLength = 1");
        rowRefused(kernel, new int[] {0, 2}, 2, 2, "rows[1] = 2 must be at least 0, and its row of rowLength = 2");
        rowRefused(kernel, new int[] {1}, 1, 3, "rows[0] = 1 must be at least 0, and its row of rowLength = 3");
        rowRefused(kernel, new int[] {0, 1 << 30}, 2, 2, "rows[1] = 1073741824 must be at least 0, and its row");
        rowRefused(kernel, new int[] {Integer.MAX_VALUE}, 1, 4, "elements must end within params.length = 4");
        rowRefused(kernel, new int[] {Integer.MIN_VALUE}, 1, 0, "rows[0] = -2147483648 must be at least 0");
        rowRefused(kernel, new int[1], -1, 1, "rowCount = -1 must be at least 0 and at most rows.length = 1");
        rowRefused(kernel, new int[1], 2, 1, "rowCount = 2 must be at least 0 and at most rows.length = 1");
        rowRefused(kernel, new int[3], 3, 2, "grads.length = 4 must be at least rowCount * rowLength = 3 * 2 = 6");
        rowRefused(kernel, new int[2], 2, 1 << 30, "rowCount * rowLength = 2 * 1073741824 = 2147483648");
        refused(
                IllegalArgumentException.class,
                "rowLength = -1 must be at least 0",
                () -> kernel.stepRows(params, grads, state, new int[1], 1, -1, 0.01, 1));
        refused(NullPointerException.class, "rows", () -> kernel.stepRows(params, grads, state, null, 0, 1, 0.01, 1));
        refused(
                NullPointerException.class,
                "params",
                () -> kernel.stepRows(null, grads, state, new int[0], 0, 1, 0.01, 1));
        refused(
                IllegalArgumentException.class,
                "grads and state.squareAverage() are the same array",
                () -> kernel.stepRows(params, average, state, new int[1], 1, 1, 0.01, 1));
        refused(
                IllegalArgumentException.class,
                "state.length() = 5 must be params.length = 4",
                () -> kernel.stepRows(params, grads, RULE.newState(5), new int[1], 1, 1, 0.01, 1));
        refused(
                IllegalArgumentException.class,
                "learningRate = NaN",
                () -> kernel.stepRows(params, grads, state, new int[1], 1, 1, Double.NaN, 1));
        refused(
                IllegalArgumentException.class,
                "gradientScale = Infinity",
                () -> kernel.stepRows(params, grads, state, new int[1], 1, 1, 0.01, Double.POSITIVE_INFINITY));
        refused(
                IllegalArgumentException.class,
                "rowLength = -1 must be at least 0",
                () -> kernel.stepRows(params, grads, state, new int[1], 0, -1, 0.01, 1));
        for (int rowLength : new int[] {0, 2}) { // the least, and one whose row 1 ends where the parameters end
            refused(
                    IllegalArgumentException.class,
                    "learningRate = NaN",
                    () -> kernel.stepRows(params, grads, state, new int[] {1}, 1, rowLength, Double.NaN, 1));
        }
    }

    private void rowRefused(RmsPropKernel kernel, int[] rows, int rowCount, int rowLength, String message) {
        refused(
                IndexOutOfBoundsException.class,
                message,
                () -> kernel.stepRows(params, grads, state, rows, rowCount, rowLength, 0.01, 1));
    }

    @ParameterizedTest
    @CsvSource({"NaN", "Infinity", "-Infinity", "1e39", "-1e39"})
    void ratesAndScalesThatAreNotFiniteAreRefused(double value) {
        for (Backend backend : Backend.values()) {
            RmsPropKernel kernel = RULE.kernel(backend);
            String rate = "learningRate = " + value;
            refused(IllegalArgumentException.class, rate, () -> kernel.step(params, grads, state, value));
            refused(IllegalArgumentException.class, rate, () -> kernel.step(params, grads, state, 0, 4, value));
            refused(
                    IllegalArgumentException.class,
                    "gradientScale = " + value,
                    () -> kernel.step(params, grads, state, 0, 4, 0.01, value));
        }
    }

    @ParameterizedTest
    @CsvSource({"NaN", "-0.1", "1", "1.5", "Infinity", "-Infinity", "0.99999999", "-1e-300"})
    void decaysOutOfRangeAreRefused(double value) {
        refused(IllegalArgumentException.class, "decay = " + value, () -> RULE.withDecay(value));
    }

    @ParameterizedTest
    @CsvSource({"NaN", "0", "-0.0", "-1e-6", "1e-46", "1e39", "Infinity", "-Infinity"})
    void epsilonsOutOfRangeAreRefused(double value) {
        refused(IllegalArgumentException.class, "epsilon = " + value, () -> RULE.withEpsilon(value));
    }

    @ParameterizedTest
    @CsvSource({"NaN", "-1", "-1e-300", "1e39", "Infinity", "-Infinity"})
    void initialSquareAveragesOutOfRangeAreRefused(double value) {
        refused(
                IllegalArgumentException.class,
                "initialSquareAverage = " + value,
                () -> RULE.withInitialSquareAverage(value));
    }

    @ParameterizedTest
    @CsvSource({"NaN", "-0.1", "1", "Infinity", "0.99999999", "-1e-300"})
    void momentumsOutOfRangeAreRefused(double value) {
        refused(IllegalArgumentException.class, "momentum = " + value, () -> RULE.withMomentum(value));
    }

    @ParameterizedTest
    @CsvSource({"NaN", "-0.1", "-1e-300", "1e39", "Infinity", "-Infinity"})
    void weightDecaysOutOfRangeAreRefused(double value) {
        refused(IllegalArgumentException.class, "weightDecay = " + value, () -> RULE.withWeightDecay(value));
        refused(
                IllegalArgumentException.class,
                "decoupledWeightDecay = " + value,
                () -> RULE.withDecoupledWeightDecay(value));
        // The range comes first, also where the framework has no such setting.
        refused(
                IllegalArgumentException.class,
                "must be at least 0",
                () -> RmsProp.nd4j().withWeightDecay(value));
    }

    @Test
    void whatAFrameworkDoesNotHaveIsRefused() {
        // What these frameworks have anyway may be set, and MXNet's form of momentum is others' too.
        Set<String> isAsItIs = Set.of(
                "pytorch learningRateOutside",
                "pytorch epsilonOutside",
                "nd4j epsilonOutside",
                "pytorch unclamped",
                "tensorflow unclamped",
                "keras unclamped",
                "optax unclamped",
                "mxnet unclamped",
                "mxnet momentum",
                "d2l centeredMomentum",
                "pytorch centeredMomentum",
                "tensorflow centeredMomentum",
                "keras centeredMomentum",
                "optax centeredMomentum");
        int refusals = 0;
        for (String preset : RuleSpace.PRESETS.keySet()) {
            for (RuleSpace.Switch s : RuleSpace.SWITCHES) {
                if (!s.presets().contains(preset) && !isAsItIs.contains(preset + " " + s)) {
                    RmsProp rule = RuleSpace.PRESETS.get(preset).get();
                    refused(IllegalArgumentException.class, " is refused: ", () -> s.on().apply(rule));
                    refusals++;
                }
            }
        }
        assertEquals(34, refusals);
    }

    @Test
    void aRefusalNamesArgumentValueAndWhatThereIs() {
        refused(
                IllegalArgumentException.class,
                "centered = true is refused: nd4j() takes what ND4J has, which is "
                        + "[decay, epsilon, initialSquareAverage, gradientsZeroed]; d2l() takes all",
                () -> RmsProp.nd4j().withCentered(true));
        refused(
                IllegalArgumentException.class,
                "epsilonInsideRoot = true is refused: pytorch() takes what PyTorch has, which is ",
                () -> RmsProp.pytorch().withEpsilonInsideRoot(true));
        refused(
                IllegalArgumentException.class,
                "initialSquareAverage = 1.0 is refused: keras() takes what Keras has, which is ",
                () -> RmsProp.keras().withInitialSquareAverage(1));
    }

    /** In whatever order the two were set, and whichever way the rule is first used. */
    @Test
    void combinationsAreRefusedAtFirstUse() {
        String nesterov = "nesterov = true needs momentum = 0.0 to be above 0";
        combinationRefused(nesterov, RULE.withNesterov(true));
        combinationRefused(nesterov, RULE.withMomentum(0.9).withNesterov(true).withMomentum(0));
        combinationRefused(
                "nesterov = true needs momentum = 1.0E-46",
                RULE.withNesterov(true).withMomentum(1e-46));
        String mxnet = "momentum = 0.9 needs centered = true in mxnet()";
        combinationRefused(mxnet, RmsProp.mxnet().withMomentum(0.9));
        combinationRefused(
                mxnet, RmsProp.mxnet().withCentered(true).withMomentum(0.9).withCentered(false));
    }

    private void combinationRefused(String message, RmsProp rule) {
        refused(IllegalStateException.class, message, () -> rule.newState(4));
        refused(IllegalStateException.class, message, () -> rule.stateOf(average, null, null));
        refused(IllegalStateException.class, message, rule::kernel);
        for (Backend backend : Backend.values()) {
            refused(IllegalStateException.class, message, () -> rule.kernel(backend));
        }
    }

    /** A momentum buffer of another sign or unit must not go over in silence. */
    @ParameterizedTest
    @EnumSource
    void statesOfAnotherMomentumConventionAreRefused(Backend backend) {
        RmsProp inside = RULE.withMomentum(0.9);
        RmsProp outside = inside.withLearningRateInMomentum(false);
        RmsProp keras = RmsProp.keras().withMomentum(0.9);
        RmsProp optax = RmsProp.optax().withMomentum(0.9);
        RmsProp pytorch = RmsProp.pytorch().withMomentum(0.9);
        String subtracted = "sums steps, learning rate inside, that are subtracted from the parameters";
        String added = "sums steps, learning rate inside, that are added to the parameters";
        String directions = "sums directions, learning rate outside, that are subtracted from the parameters";
        conventionRefused(backend, optax, added, keras, subtracted);
        conventionRefused(backend, keras, subtracted, optax, added);
        conventionRefused(backend, pytorch, directions, inside, subtracted);
        conventionRefused(backend, inside, subtracted, outside, directions);
        conventionRefused(
                backend,
                RmsProp.mxnet().withCentered(true).withMomentum(0.9),
                added,
                RmsProp.pytorch().withCentered(true).withMomentum(0.9),
                directions);

        RmsPropState state = keras.newState(4);
        inside.kernel(backend).step(new float[4], new float[4], state, 0.01);
        RmsProp.tensorflow().kernel(backend).step(new float[4], new float[4], state, 0.01);
        keras.withDecay(0.5).withMomentum(0.5).kernel(backend).step(new float[4], new float[4], state, 0.01);
        outside.kernel(backend).step(new float[4], new float[4], pytorch.newState(4), 0.01);
    }

    private void conventionRefused(Backend backend, RmsProp from, String theirs, RmsProp to, String ours) {
        String message = "state.momentum() " + theirs + ", and the momentum buffer of this rule " + ours
                + "; convert the buffer and wrap it with stateOf of this rule";
        float[] gradientAverage = from.centered() ? new float[4] : null;
        RmsPropState state = from.stateOf(average, gradientAverage, new float[4]);
        refused(
                IllegalArgumentException.class,
                message,
                () -> to.kernel(backend).step(params, grads, state, 0.01));
        refused(
                IllegalArgumentException.class,
                message,
                () -> to.kernel(backend).step(params, grads, state, 1, 2, 0.01, 0.5));
    }

    private void refused(Class<? extends Exception> type, String message, Executable call) {
        Exception refusal = assertThrows(type, call);
        assertEquals(type, refusal.getClass());
        assertTrue(refusal.getMessage().contains(message), refusal.getMessage());
        assertArrayEquals(new float[] {1, 2, 3, 4}, params);
        assertArrayEquals(new float[] {5, 6, 7, 8}, grads);
        assertArrayEquals(new float[] {9, 10, 11, 12}, average);
    }
}
