// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import java.util.Objects;

/** The checks of hyperparameters, states and steps, made before anything is written; each names argument, value and bound. */
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
    static double fraction(Setting name, double value) {
        if (!(value >= 0 && (float) value < 1)) {
            throw outOfRange(name, value, "at least 0 and below 1");
        }
        return value + 0.0; // -0.0 becomes 0.0
    }

    /** A finite number above 0, also as a float. */
    static double positive(Setting name, double value) {
        if (!((float) value > 0 && (float) value < Float.POSITIVE_INFINITY)) {
            throw outOfRange(name, value, "above 0 and finite");
        }
        return value;
    }

    /** A finite number of at least 0, also as a float. */
    static double notNegative(Setting name, double value) {
        if (!(value >= 0 && (float) value < Float.POSITIVE_INFINITY)) {
            throw outOfRange(name, value, "at least 0 and finite");
        }
        return value + 0.0; // -0.0 becomes 0.0
    }

    private static IllegalArgumentException outOfRange(Object name, double value, String range) {
        return new IllegalArgumentException(
                name + " = " + value + " (as a float " + (float) value + ") must be " + range);
    }

    /** A state over these arrays, for a rule that uses what the variant says. */
    static RmsPropState state(Variant variant, float[] squareAverage, float[] gradientAverage, float[] momentum) {
        Objects.requireNonNull(squareAverage, "squareAverage");
        float[] average = buffer("gradientAverage", gradientAverage, variant.centered(), squareAverage);
        float[] buffer = buffer("momentum", momentum, variant.momentum(), squareAverage);
        if (variant.centered() && variant.momentum()) {
            checkDistinct("gradientAverage", average, "momentum", buffer);
        }
        return new RmsPropState(squareAverage, average, buffer);
    }

    /** As long as the square average where the rule uses it; null or empty where not. */
    private static float[] buffer(String name, float[] buffer, boolean used, float[] squareAverage) {
        if (used) {
            if (buffer == null) {
                throw new NullPointerException(name + " is null, but the rule has such a buffer");
            }
            if (buffer.length != squareAverage.length) {
                throw new IllegalArgumentException(name + ".length = " + buffer.length
                        + " must be squareAverage.length = " + squareAverage.length);
            }
            checkDistinct("squareAverage", squareAverage, name, buffer);
            return buffer;
        }
        if (buffer != null && buffer.length != 0) {
            throw new IllegalArgumentException(
                    name + ".length = " + buffer.length + " must be 0, or the array null: the rule has no such buffer");
        }
        return RmsPropState.ABSENT;
    }

    static void checkStep(Variant variant, float[] params, float[] grads, RmsPropState state, int offset, int length) {
        Objects.requireNonNull(params, "params");
        Objects.requireNonNull(grads, "grads");
        Objects.requireNonNull(state, "state");
        if (grads.length != params.length) {
            throw differentLength("grads.length", grads.length, params.length);
        }
        if (state.squareAverage.length != params.length) {
            throw differentLength("state.length()", state.squareAverage.length, params.length);
        }
        checkUse("gradientAverage", state.gradientAverage, variant.centered(), params);
        checkUse("momentum", state.momentum, variant.momentum(), params);
        checkDistinct("params", params, "grads", grads);
        checkDistinct("params", params, "state.squareAverage()", state.squareAverage);
        checkDistinct("grads", grads, "state.squareAverage()", state.squareAverage);
        checkDistinct("params", params, "state.gradientAverage()", state.gradientAverage);
        checkDistinct("grads", grads, "state.gradientAverage()", state.gradientAverage);
        checkDistinct("params", params, "state.momentum()", state.momentum);
        checkDistinct("grads", grads, "state.momentum()", state.momentum);
        // No sum that could overflow: length <= params.length - offset.
        if (offset < 0 || length < 0 || length > params.length - offset) {
            throw new IndexOutOfBoundsException("offset = " + offset + " and length = " + length
                    + " must be a slice of [0, " + params.length + ")");
        }
    }

    private static void checkUse(String name, float[] buffer, boolean used, float[] params) {
        if (buffer.length != (used ? params.length : 0)) {
            throw new IllegalArgumentException("state." + name + "().length = " + buffer.length + " must be "
                    + (used ? "params.length = " + params.length : "0: the rule has no such buffer"));
        }
    }

    private static IllegalArgumentException differentLength(String name, int length, int expected) {
        return new IllegalArgumentException(name + " = " + length + " must be params.length = " + expected);
    }

    @SuppressWarnings("ReferenceEquality") // identity is the question
    private static void checkDistinct(String name, float[] array, String otherName, float[] other) {
        if (array == other && array.length > 0) {
            throw new IllegalArgumentException(name + " and " + otherName + " are the same array of length "
                    + array.length + "; each role needs an array of its own");
        }
    }
}
