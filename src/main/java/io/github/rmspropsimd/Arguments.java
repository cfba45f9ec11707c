// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import java.util.Objects;

/** The checks of hyperparameters and of steps, made before anything is written; each names argument, value and bound. */
final class Arguments {

    private Arguments() {}

    /** A finite number, also as a float; returned as that float. */
    static float finite(String name, double value) {
        float rounded = (float) value;
        if (!Float.isFinite(rounded)) {
            throw outOfRange(name, value, "finite");
        }
        return rounded;
    }

    /** A number in [0, 1), also as a float. */
    static double fraction(String name, double value) {
        if (!(value >= 0 && (float) value < 1)) {
            throw outOfRange(name, value, "at least 0 and below 1");
        }
        return value + 0.0; // -0.0 becomes 0.0
    }

    /** A finite number above 0, also as a float. */
    static double positive(String name, double value) {
        if (!((float) value > 0 && (float) value < Float.POSITIVE_INFINITY)) {
            throw outOfRange(name, value, "above 0 and finite");
        }
        return value;
    }

    /** A finite number of at least 0, also as a float. */
    static double notNegative(String name, double value) {
        if (!(value >= 0 && (float) value < Float.POSITIVE_INFINITY)) {
            throw outOfRange(name, value, "at least 0 and finite");
        }
        return value + 0.0; // -0.0 becomes 0.0
    }

    private static IllegalArgumentException outOfRange(String name, double value, String range) {
        return new IllegalArgumentException(
                name + " = " + value + " (as a float " + (float) value + ") must be " + range);
    }

    /** The stand-in for a buffer that the rule does not have. */
    static float[] absent(String name, float[] buffer) {
        if (buffer != null && buffer.length != 0) {
            throw new IllegalArgumentException(name + " has length " + buffer.length
                    + ", but this rule has no such buffer; it must be null or empty");
        }
        return RmsPropState.ABSENT;
    }

    static void checkStep(float[] params, float[] grads, RmsPropState state, int offset, int length) {
        Objects.requireNonNull(params, "params");
        Objects.requireNonNull(grads, "grads");
        Objects.requireNonNull(state, "state");
        float[] squareAverage = state.squareAverage;
        if (grads.length != params.length) {
            throw differentLength("grads.length", grads.length, params.length);
        }
        if (squareAverage.length != params.length) {
            throw differentLength("state.length()", squareAverage.length, params.length);
        }
        if (state.gradientAverage.length != 0 || state.momentum.length != 0) {
            throw new IllegalArgumentException(
                    "state has buffers that the rule does not use: gradientAverage of length "
                            + state.gradientAverage.length + " and momentum of length " + state.momentum.length
                            + " must be of length 0");
        }
        checkDistinct("params", params, "grads", grads);
        checkDistinct("params", params, "state.squareAverage()", squareAverage);
        checkDistinct("grads", grads, "state.squareAverage()", squareAverage);
        // No sum that could overflow: length <= params.length - offset.
        if (offset < 0 || length < 0 || length > params.length - offset) {
            throw new IndexOutOfBoundsException("offset = " + offset + " and length = " + length
                    + " must be a slice of [0, " + params.length + ")");
        }
    }

    private static IllegalArgumentException differentLength(String name, int length, int expected) {
        return new IllegalArgumentException(name + " = " + length + " must be params.length = " + expected);
    }

    @SuppressWarnings("ReferenceEquality") // identity is the question
    private static void checkDistinct(String name, float[] array, String otherName, float[] other) {
        if (array == other) {
            throw new IllegalArgumentException(name + " and " + otherName + " are the same array of length "
                    + array.length + "; each role needs an array of its own");
        }
    }
}
