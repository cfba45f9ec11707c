// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

/** Everything that can be set on a rule: its name, its value unless a preset has another, and the range of a number. */
enum Hyperparameter {
    DECAY("decay", 0.9, Range.FRACTION),
    EPSILON("epsilon", 1e-8, Range.POSITIVE),
    EPSILON_INSIDE_ROOT("epsilonInsideRoot", true, Range.SWITCH),
    INITIAL_SQUARE_AVERAGE("initialSquareAverage", 0.0, Range.NOT_NEGATIVE),
    CENTERED("centered", false, Range.SWITCH),
    VARIANCE_CLAMPED("varianceClamped", false, Range.SWITCH),
    MOMENTUM("momentum", 0.0, Range.FRACTION),
    LEARNING_RATE_IN_MOMENTUM("learningRateInMomentum", true, Range.SWITCH),
    NESTEROV("nesterov", false, Range.SWITCH),
    WEIGHT_DECAY("weightDecay", 0.0, Range.NOT_NEGATIVE),
    DECOUPLED_WEIGHT_DECAY("decoupledWeightDecay", 0.0, Range.NOT_NEGATIVE),
    MAXIMIZE("maximize", false, Range.SWITCH),
    GRADIENTS_ZEROED("gradientsZeroed", false, Range.SWITCH);

    private enum Range {
        FRACTION("at least 0 and below 1"),
        POSITIVE("above 0 and finite"),
        NOT_NEGATIVE("at least 0 and finite"),
        SWITCH("true or false");

        private final String text;

        Range(String text) {
            this.text = text;
        }

        /** A bound holds for the number and for the float that it rounds to. */
        private boolean contains(double value) {
            float rounded = (float) value;
            return switch (this) {
                case FRACTION -> value >= 0 && rounded < 1;
                case POSITIVE -> rounded > 0 && rounded < Float.POSITIVE_INFINITY;
                case NOT_NEGATIVE -> value >= 0 && rounded < Float.POSITIVE_INFINITY;
                case SWITCH -> false;
            };
        }
    }

    private final String label;

    /** A Double for a number, a Boolean for a switch. */
    @SuppressWarnings("ImmutableEnumChecker") // both are immutable
    final Object initial;

    private final Range range;

    Hyperparameter(String label, Object initial, Range range) {
        this.label = label;
        this.initial = initial;
        this.range = range;
    }

    /** The number, if it is in range. */
    double checked(double value) {
        if (!range.contains(value)) {
            throw Arguments.outOfRange(label, value, range.text);
        }
        return value + 0.0; // -0.0 becomes 0.0
    }

    @Override
    public String toString() {
        return label;
    }
}
