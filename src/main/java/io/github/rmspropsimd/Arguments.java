// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import io.github.rmspropsimd.internal.loop.StateBuffers;
import io.github.rmspropsimd.internal.loop.Variant;
import java.util.Arrays;
import java.util.Objects;

/** The checks of states and steps, all made before anything is written. Messages name argument, value and bound. */
@SuppressWarnings("ReferenceEquality") // whether two arrays are one is the question
final class Arguments {

    private static final String[] BUFFERS = {"squareAverage", "gradientAverage", "momentum"};
    private static final String[] STEP_ARRAYS = {
        "params", "grads", "state.squareAverage()", "state.gradientAverage()", "state.momentum()"
    };

    private Arguments() {}

    static IllegalArgumentException outOfRange(String name, double value, String range) {
        return new IllegalArgumentException(
                name + " = " + value + " (as a float " + (float) value + ") must be " + range);
    }

    static RmsPropState newState(Variant variant, int length, float initialSquareAverage) {
        if (length < 0) {
            throw new IllegalArgumentException("length = " + length + " must be at least 0");
        }
        float[] squareAverage = new float[length];
        Arrays.fill(squareAverage, initialSquareAverage);
        return state(
                variant,
                squareAverage,
                variant.centered() ? new float[length] : null,
                variant.momentum() ? new float[length] : null);
    }

    /** A state over these arrays. Its arrays are distinct and of one length, so a step does not look again. */
    static RmsPropState state(Variant variant, float[] squareAverage, float[] gradientAverage, float[] momentum) {
        Objects.requireNonNull(squareAverage, "squareAverage");
        float[] average = buffer("gradientAverage", gradientAverage, variant.centered(), squareAverage);
        float[] buffer = buffer("momentum", momentum, variant.momentum(), squareAverage);
        checkDistinct(BUFFERS, squareAverage, average, buffer);
        StateBuffers buffers = new StateBuffers(squareAverage, average, buffer);
        return new RmsPropState(buffers, variant.centered(), MomentumConvention.of(variant));
    }

    /** As long as the square average where the rule uses it; null or empty elsewhere. */
    private static float[] buffer(String name, float[] buffer, boolean used, float[] squareAverage) {
        if (used) {
            if (buffer == null) {
                throw new NullPointerException(name + " is null, but the rule has such a buffer");
            }
            if (buffer.length != squareAverage.length) {
                throw new IllegalArgumentException(name + ".length = " + buffer.length
                        + " must be squareAverage.length = " + squareAverage.length);
            }
            return buffer;
        }
        if (buffer != null && buffer.length != 0) {
            throw new IllegalArgumentException(
                    name + ".length = " + buffer.length + " must be 0, or the array null: the rule has no such buffer");
        }
        return RmsPropState.ABSENT;
    }

    /** For the forms of step with one offset. */
    static void checkSameLength(float[] params, float[] grads) {
        Objects.requireNonNull(params, "params");
        Objects.requireNonNull(grads, "grads");
        if (grads.length != params.length) {
            throw differentLength("grads.length", grads.length, params.length);
        }
    }

    /** Throws what is wrong with the arguments of a step. Nothing is if one empty array has several roles. */
    static void checkStep(
            RmsPropKernel kernel,
            float[] params,
            int offset,
            float[] grads,
            int gradsOffset,
            RmsPropState state,
            int length,
            double learningRate,
            double gradientScale) {
        checkBuffers(kernel, params, grads, state);
        if (offset < 0 || length < 0 || length > params.length - offset) {
            throw new IndexOutOfBoundsException("offset = " + offset + " and length = " + length
                    + " must be a slice of [0, " + params.length + ")");
        }
        if (gradsOffset < 0 || length > grads.length - gradsOffset) {
            throw new IndexOutOfBoundsException("gradsOffset = " + gradsOffset + " and length = " + length
                    + " must be a slice of [0, " + grads.length + ") of the gradients");
        }
        checkFinite("learningRate", learningRate);
        checkFinite("gradientScale", gradientScale);
    }

    static void checkRows(
            RmsPropKernel kernel,
            float[] params,
            float[] grads,
            RmsPropState state,
            int[] rows,
            int rowCount,
            int rowLength,
            double learningRate,
            double gradientScale) {
        checkBuffers(kernel, params, grads, state);
        Objects.requireNonNull(rows, "rows");
        if (rowCount < 0 || rowCount > rows.length) {
            throw new IndexOutOfBoundsException(
                    "rowCount = " + rowCount + " must be at least 0 and at most rows.length = " + rows.length);
        }
        if (rowLength < 0) {
            throw new IllegalArgumentException("rowLength = " + rowLength + " must be at least 0");
        }
        long needed = (long) rowCount * rowLength;
        if (needed > grads.length) {
            throw new IndexOutOfBoundsException("grads.length = " + grads.length
                    + " must be at least rowCount * rowLength = " + rowCount + " * " + rowLength + " = " + needed);
        }
        for (int k = 0; k < rowCount; k++) {
            if (rows[k] < 0 || (rows[k] + 1L) * rowLength > params.length) {
                throw new IndexOutOfBoundsException("rows[" + k + "] = " + rows[k]
                        + " must be at least 0, and its row of rowLength = " + rowLength
                        + " elements must end within params.length = " + params.length);
            }
        }
        checkFinite("learningRate", learningRate);
        checkFinite("gradientScale", gradientScale);
    }

    private static void checkBuffers(RmsPropKernel kernel, float[] params, float[] grads, RmsPropState state) {
        Objects.requireNonNull(params, "params");
        Objects.requireNonNull(grads, "grads");
        Objects.requireNonNull(state, "state");
        if (state.length() != params.length) {
            throw differentLength("state.length()", state.length(), params.length);
        }
        if (state.centered != kernel.centered || state.convention != kernel.convention) {
            throw otherState(kernel.centered, kernel.convention, state);
        }
        checkDistinct(STEP_ARRAYS, params, grads, state.squareAverage(), state.gradientAverage(), state.momentum());
    }

    private static void checkFinite(String name, double value) {
        if (!Float.isFinite((float) value)) {
            throw outOfRange(name, value, "finite");
        }
    }

    private static IllegalArgumentException differentLength(String name, int length, int expected) {
        return new IllegalArgumentException(name + " = " + length + " must be params.length = " + expected);
    }

    private static IllegalArgumentException otherState(
            boolean centered, MomentumConvention convention, RmsPropState state) {
        if (state.centered != centered) {
            return otherBuffer("gradientAverage", state.gradientAverage().length, centered, state.length());
        }
        boolean momentum = convention != MomentumConvention.NONE;
        if (momentum != (state.convention != MomentumConvention.NONE)) {
            return otherBuffer("momentum", state.momentum().length, momentum, state.length());
        }
        return new IllegalArgumentException(
                "state.momentum() " + state.convention + ", and the momentum buffer of this rule " + convention
                        + "; convert the buffer and wrap it with stateOf of this rule");
    }

    private static IllegalArgumentException otherBuffer(String name, int length, boolean used, int expected) {
        return new IllegalArgumentException("state." + name + "().length = " + length + " must be "
                + (used ? "params.length = " + expected : "0: the rule has no such buffer"));
    }

    /** One empty array may have several roles. */
    private static void checkDistinct(String[] names, float[]... arrays) {
        for (int j = 1; j < arrays.length; j++) {
            for (int i = 0; i < j; i++) {
                if (arrays[i] == arrays[j] && arrays[i].length > 0) {
                    throw new IllegalArgumentException(names[i] + " and " + names[j] + " are the same array of length "
                            + arrays[i].length + "; each role needs an array of its own");
                }
            }
        }
    }
}
