// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import io.github.rmspropsimd.RmsProp;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One step of a case.
 *
 * @param grads the gradients, or null where they stay as the step before has left them
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record PortStep(RmsProp rule, double learningRate, double gradientScale, Place place, float[] grads) {

    public List<Slice> slices() {
        return place.slices();
    }

    PortStep withRule(RmsProp other) {
        return new PortStep(other, learningRate, gradientScale, place, grads);
    }

    PortStep withLearningRate(double other) {
        return new PortStep(rule, other, gradientScale, place, grads);
    }

    PortStep withGradientScale(double other) {
        return new PortStep(rule, learningRate, other, place, grads);
    }

    PortStep withPlace(Place other) {
        return new PortStep(rule, learningRate, gradientScale, other, grads);
    }

    PortStep withSlices(UnaryOperator<Slice> change) {
        return withPlace(place.map(change));
    }

    PortStep withGrads(float[] other) {
        return new PortStep(rule, learningRate, gradientScale, place, other);
    }
}
