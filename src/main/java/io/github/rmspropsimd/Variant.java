// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

/**
 * What a loop does, as opposed to the numbers it does it with: every switch of the rule that changes the loop's text.
 * Rules that differ only in what has no effect, as the clamp has none on a rule that is not centered, share a variant.
 *
 * <p>A loop class is specialised once per variant, with the variant as a constant. With a loop-invariant local flag
 * instead, C2 boxes the vectors on both sides of the branch, which was measured at seven times the time.
 *
 * @param momentum whether there is a momentum buffer
 */
record Variant(
        Arithmetic arithmetic,
        boolean centered,
        boolean varianceClamped,
        boolean epsilonInsideRoot,
        boolean momentum,
        boolean learningRateInMomentum,
        boolean nesterov,
        boolean weightDecay,
        boolean decoupledWeightDecay,
        boolean maximize,
        boolean gradientsZeroed) {

    static Variant of(Settings settings, Coefficients coefficients) {
        Arithmetic arithmetic = settings.preset().arithmetic;
        boolean centered = settings.isOn(Setting.CENTERED);
        boolean momentum = coefficients.momentum() > 0
                || arithmetic == Arithmetic.TENSORFLOW
                || (arithmetic == Arithmetic.MXNET && centered);
        return new Variant(
                arithmetic,
                centered,
                centered && settings.isOn(Setting.VARIANCE_CLAMPED),
                settings.isOn(Setting.EPSILON_INSIDE_ROOT),
                momentum,
                !momentum || settings.isOn(Setting.LEARNING_RATE_IN_MOMENTUM),
                settings.isOn(Setting.NESTEROV),
                coefficients.weightDecay() > 0 || arithmetic == Arithmetic.MXNET,
                coefficients.decoupledWeightDecay() > 0,
                settings.isOn(Setting.MAXIMIZE),
                settings.isOn(Setting.GRADIENTS_ZEROED));
    }

    /** Whether the loop needs a fused multiply-add, which without the hardware for it is a thousand times slower. */
    boolean isFused() {
        return arithmetic == Arithmetic.LIBTORCH;
    }

    // Not left to the record, whose hashCode and equals are made by invokedynamic: 15 to 48 ms in a fresh JVM.

    @Override
    public int hashCode() {
        return 31 * arithmetic.hashCode() + flags();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Variant that && arithmetic == that.arithmetic && flags() == that.flags();
    }

    private int flags() {
        int flags = 0;
        for (boolean flag : new boolean[] {
            centered,
            varianceClamped,
            epsilonInsideRoot,
            momentum,
            learningRateInMomentum,
            nesterov,
            weightDecay,
            decoupledWeightDecay,
            maximize,
            gradientsZeroed
        }) {
            flags = flags << 1 | (flag ? 1 : 0);
        }
        return flags;
    }
}
