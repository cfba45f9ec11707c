// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

/** The rule's hyperparameters as the loops multiply and add them: each rounded to float once. */
record Coefficients(
        float decay,
        float oneMinusDecay,
        float epsilon,
        float momentum,
        float weightDecay,
        float decoupledWeightDecay) {

    /** Subtracts γ from 1 as the framework does: {@code 1f - 0.9f} is {@code 0.100000024f}, {@code (float) (1 - 0.9)} 0.1f. */
    static Coefficients of(Settings settings) {
        double decay = settings.number(Setting.DECAY);
        return new Coefficients(
                (float) decay,
                settings.preset().subtractsInFloat() ? 1f - (float) decay : (float) (1 - decay),
                (float) settings.number(Setting.EPSILON),
                (float) settings.number(Setting.MOMENTUM),
                (float) settings.number(Setting.WEIGHT_DECAY),
                (float) settings.number(Setting.DECOUPLED_WEIGHT_DECAY));
    }
}
