// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.internal.loop;

/**
 * What a loop does, as opposed to the numbers it does it with: the order of operations and every switch that changes the
 * loop. Rules that differ only in numbers, or in a switch without effect, share a variant and its compiled code.
 *
 * <p>A loop class is specialised once per variant, with these flags as constants. With a flag in a local variable C2 boxes
 * the vectors on both sides of the branch: seven times the time.
 *
 * @param momentum whether there is a momentum buffer
 * @param learningRateInMomentum whether the learning rate multiplies before the momentum buffer; true without momentum
 */
public record Variant(
        OperationOrder order,
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

    /** Whether the loop fuses multiplications with additions, which takes a microsecond each without the hardware. */
    public boolean isFused() {
        return order == OperationOrder.LIBTORCH;
    }

    // Written by hand, since a record's own hashCode and equals cost a fresh JVM 15 to 48 ms of invokedynamic.

    @Override
    public int hashCode() {
        return 31 * order.hashCode() + flags();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Variant that && order == that.order && flags() == that.flags();
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
