// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.internal.loop;

/** The rule's hyperparameters as the loops multiply and add them, each rounded to float once. */
public record Coefficients(
        float decay,
        float oneMinusDecay,
        float epsilon,
        float momentum,
        float weightDecay,
        float decoupledWeightDecay) {}
