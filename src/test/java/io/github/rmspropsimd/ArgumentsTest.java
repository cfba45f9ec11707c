// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
        refused(NullPointerException.class, "backend", () -> RULE.kernel(null));
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
        RmsPropKernel kernel = RULE.kernel(backend);
        RmsPropState centered = new RmsPropState(average, new float[4], RmsPropState.ABSENT);
        RmsPropState momentum = new RmsPropState(average, RmsPropState.ABSENT, new float[4]);
        refused(
                IllegalArgumentException.class,
                "gradientAverage of length 4 and momentum of length 0",
                () -> kernel.step(params, grads, centered, 0.01));
        refused(
                IllegalArgumentException.class,
                "gradientAverage of length 0 and momentum of length 4",
                () -> kernel.step(params, grads, momentum, 0.01));
        refused(
                IllegalArgumentException.class,
                "gradientAverage has length 4",
                () -> RULE.stateOf(average, new float[4], null));
        refused(
                IllegalArgumentException.class,
                "momentum has length 1",
                () -> RULE.stateOf(average, null, new float[1]));
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

    private void refused(Class<? extends Exception> type, String message, Executable call) {
        Exception refusal = assertThrows(type, call);
        assertEquals(type, refusal.getClass());
        assertTrue(refusal.getMessage().contains(message), refusal.getMessage());
        assertArrayEquals(new float[] {1, 2, 3, 4}, params);
        assertArrayEquals(new float[] {5, 6, 7, 8}, grads);
        assertArrayEquals(new float[] {9, 10, 11, 12}, average);
    }
}
