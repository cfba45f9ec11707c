// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

/** The rule's hyperparameters as the loops multiply and add them: each rounded to float once. */
record Coefficients(float decay, float oneMinusDecay, float epsilon) {

    /** Subtracts in double before rounding: {@code 1f - 0.9f} is {@code 0.100000024f}, not {@code 0.1f}. */
    static Coefficients of(double decay, double epsilon) {
        return new Coefficients((float) decay, (float) (1 - decay), (float) epsilon);
    }
}
