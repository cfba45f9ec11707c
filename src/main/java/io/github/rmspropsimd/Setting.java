// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

/** Everything that can be set on a rule: its name, and its value unless a preset has another. */
enum Setting {
    DECAY("decay", 0.9),
    EPSILON("epsilon", 1e-8),
    EPSILON_INSIDE_ROOT("epsilonInsideRoot", true),
    INITIAL_SQUARE_AVERAGE("initialSquareAverage", 0.0),
    CENTERED("centered", false),
    VARIANCE_CLAMPED("varianceClamped", false),
    MOMENTUM("momentum", 0.0),
    LEARNING_RATE_IN_MOMENTUM("learningRateInMomentum", true),
    NESTEROV("nesterov", false),
    WEIGHT_DECAY("weightDecay", 0.0),
    DECOUPLED_WEIGHT_DECAY("decoupledWeightDecay", 0.0),
    MAXIMIZE("maximize", false),
    GRADIENTS_ZEROED("gradientsZeroed", false);

    private final String label;

    /** A Double for a number, a Boolean for a switch. */
    @SuppressWarnings("ImmutableEnumChecker") // both are immutable
    final Object initial;

    Setting(String label, Object initial) {
        this.label = label;
        this.initial = initial;
    }

    @Override
    public String toString() {
        return label;
    }
}
