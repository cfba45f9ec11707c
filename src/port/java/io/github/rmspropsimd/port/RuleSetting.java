// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import io.github.rmspropsimd.RmsProp;
import java.util.Set;
import java.util.TreeSet;

/** What a case says of its rule, a line for each; in an order in which all can be set one after the other. */
public enum RuleSetting {
    DECAY("decay"),
    EPSILON("epsilon"),
    EPSILON_INSIDE_ROOT("epsilonInsideRoot"),
    INITIAL_SQUARE_AVERAGE("initialSquareAverage"),
    CENTERED("centered"),
    VARIANCE_CLAMPED("varianceClamped"),
    MOMENTUM("momentum"),
    LEARNING_RATE_IN_MOMENTUM("learningRateInMomentum"),
    NESTEROV("nesterov"),
    WEIGHT_DECAY("weightDecay"),
    DECOUPLED_WEIGHT_DECAY("decoupledWeightDecay"),
    MAXIMIZE("maximize"),
    GRADIENTS_ZEROED("gradientsZeroed");

    final String key;

    RuleSetting(String key) {
        this.key = key;
    }

    /** The setting of this name, or null. */
    static RuleSetting of(String key) {
        for (RuleSetting setting : values()) {
            if (setting.key.equals(key)) {
                return setting;
            }
        }
        return null;
    }

    /** The rule of a preset with no switch on. */
    public static RmsProp preset(String name) {
        return switch (name) {
            case "d2l" -> RmsProp.d2l();
            case "pytorch" -> RmsProp.pytorch();
            case "tensorflow" -> RmsProp.tensorflow();
            case "keras" -> RmsProp.keras();
            case "optax" -> RmsProp.optax();
            case "nd4j" -> RmsProp.nd4j();
            case "mxnet" -> RmsProp.mxnet();
            default -> throw new IllegalArgumentException("there is no preset '" + name + "'");
        };
    }

    /** The value, a Double or a Boolean. */
    Object get(RmsProp rule) {
        return switch (this) {
            case DECAY -> rule.decay();
            case EPSILON -> rule.epsilon();
            case EPSILON_INSIDE_ROOT -> rule.epsilonInsideRoot();
            case INITIAL_SQUARE_AVERAGE -> rule.initialSquareAverage();
            case CENTERED -> rule.centered();
            case VARIANCE_CLAMPED -> rule.varianceClamped();
            case MOMENTUM -> rule.momentum();
            case LEARNING_RATE_IN_MOMENTUM -> rule.learningRateInMomentum();
            case NESTEROV -> rule.nesterov();
            case WEIGHT_DECAY -> rule.weightDecay();
            case DECOUPLED_WEIGHT_DECAY -> rule.decoupledWeightDecay();
            case MAXIMIZE -> rule.maximize();
            case GRADIENTS_ZEROED -> rule.gradientsZeroed();
        };
    }

    RmsProp set(RmsProp rule, String value) {
        return switch (this) {
            case DECAY -> rule.withDecay(Double.parseDouble(value));
            case EPSILON -> rule.withEpsilon(Double.parseDouble(value));
            case EPSILON_INSIDE_ROOT -> rule.withEpsilonInsideRoot(Boolean.parseBoolean(value));
            case INITIAL_SQUARE_AVERAGE -> rule.withInitialSquareAverage(Double.parseDouble(value));
            case CENTERED -> rule.withCentered(Boolean.parseBoolean(value));
            case VARIANCE_CLAMPED -> rule.withVarianceClamped(Boolean.parseBoolean(value));
            case MOMENTUM -> rule.withMomentum(Double.parseDouble(value));
            case LEARNING_RATE_IN_MOMENTUM -> rule.withLearningRateInMomentum(Boolean.parseBoolean(value));
            case NESTEROV -> rule.withNesterov(Boolean.parseBoolean(value));
            case WEIGHT_DECAY -> rule.withWeightDecay(Double.parseDouble(value));
            case DECOUPLED_WEIGHT_DECAY -> rule.withDecoupledWeightDecay(Double.parseDouble(value));
            case MAXIMIZE -> rule.withMaximize(Boolean.parseBoolean(value));
            case GRADIENTS_ZEROED -> rule.withGradientsZeroed(Boolean.parseBoolean(value));
        };
    }

    /** Whether the preset of a rule takes other values of a number. */
    static boolean takes(RmsProp rule, RuleSetting number) {
        try {
            number.set(rule, "0.5");
            return true;
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }

    /** The names of what is on: of a switch that is true, and of a number that is above 0 as a float. */
    static Set<String> switchedOn(RmsProp rule) {
        Set<String> on = new TreeSet<>();
        for (RuleSetting setting : values()) {
            Object value = setting.get(rule);
            boolean isOn = value.equals(true) || (value instanceof Double number && number.floatValue() > 0);
            if (isOn) {
                on.add(setting.key);
            }
        }
        return on;
    }
}
