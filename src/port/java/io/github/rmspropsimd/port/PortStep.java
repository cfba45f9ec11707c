// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import io.github.rmspropsimd.RmsProp;

/**
 * One step of a case.
 *
 * @param offset the first element of the slice
 * @param length how many elements the slice has
 * @param grads the gradients, or null where they stay as the step before has left them
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record PortStep(RmsProp rule, double learningRate, double gradientScale, int offset, int length, float[] grads) {

    PortStep withRule(RmsProp other) {
        return new PortStep(other, learningRate, gradientScale, offset, length, grads);
    }

    PortStep withLearningRate(double other) {
        return new PortStep(rule, other, gradientScale, offset, length, grads);
    }

    PortStep withGradientScale(double other) {
        return new PortStep(rule, learningRate, other, offset, length, grads);
    }

    PortStep withSlice(int otherOffset, int otherLength) {
        return new PortStep(rule, learningRate, gradientScale, otherOffset, otherLength, grads);
    }
}
