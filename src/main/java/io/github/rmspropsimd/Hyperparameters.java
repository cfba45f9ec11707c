// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import static io.github.rmspropsimd.Hyperparameter.*;

import io.github.rmspropsimd.internal.loop.Coefficients;
import io.github.rmspropsimd.internal.loop.OperationOrder;
import io.github.rmspropsimd.internal.loop.Variant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** The values that a rule is set to. Immutable. Each value is checked when set, combinations when the rule is first used. */
final class Hyperparameters {

    final Preset preset;
    private final Map<Hyperparameter, Object> values;

    private Hyperparameters(Preset preset, Map<Hyperparameter, Object> values) {
        this.preset = preset;
        this.values = values;
    }

    static Hyperparameters of(Preset preset) {
        return new Hyperparameters(preset, preset.defaults());
    }

    /**
     * @param given a Double for a number, a Boolean for a switch
     */
    Hyperparameters with(Hyperparameter name, Object given) {
        Object value = given instanceof Double number ? (Object) name.checked(number) : given;
        if (value.equals(values.get(name))) {
            return this;
        }
        if (!preset.takes.contains(name)) {
            if (value instanceof Double number && (float) (double) number == (float) number(name)) {
                return this; // what rounds to the preset's own value is no change
            }
            throw new IllegalArgumentException(name + " = " + value + " is refused: " + preset.method + "() takes what "
                    + preset.framework + " has, which is " + preset.takes + "; d2l() takes all");
        }
        Map<Hyperparameter, Object> changed = new EnumMap<>(values);
        changed.put(name, value);
        return new Hyperparameters(preset, changed);
    }

    /**
     * Checks what depends on two values, so that they can be set in any order.
     *
     * @throws IllegalStateException that names both and says what to change
     */
    void checkCombinations() {
        boolean momentum = (float) number(MOMENTUM) > 0;
        if (isOn(NESTEROV) && !momentum) {
            throw new IllegalStateException("nesterov = true needs momentum = " + number(MOMENTUM)
                    + " to be above 0, also as a float; set a momentum, or nesterov to false");
        }
        if (preset == Preset.MXNET && momentum && !isOn(CENTERED)) {
            throw new IllegalStateException("momentum = " + number(MOMENTUM)
                    + " needs centered = true in mxnet(), as in MXNet; set centered to true, or momentum to 0");
        }
    }

    double number(Hyperparameter name) {
        Object value = values.get(name); // null is ND4J's initial square average, which follows epsilon
        return value != null ? (double) value : (double) values.get(EPSILON);
    }

    boolean isOn(Hyperparameter name) {
        return (boolean) values.get(name);
    }

    /** Subtracts γ from 1 as the framework does: {@code 1f - 0.9f} is {@code 0.100000024f}, {@code (float) (1 - 0.9)} 0.1f. */
    Coefficients coefficients() {
        double decay = number(DECAY);
        return new Coefficients(
                (float) decay,
                preset.subtractsInFloat() ? 1f - (float) decay : (float) (1 - decay),
                (float) number(EPSILON),
                (float) number(MOMENTUM),
                (float) number(WEIGHT_DECAY),
                (float) number(DECOUPLED_WEIGHT_DECAY));
    }

    Variant variant(Coefficients coefficients) {
        OperationOrder order = preset.order;
        boolean centered = isOn(CENTERED);
        boolean momentum = coefficients.momentum() > 0
                || order == OperationOrder.TENSORFLOW
                || (order == OperationOrder.MXNET && centered);
        return new Variant(
                order,
                centered,
                centered && isOn(VARIANCE_CLAMPED),
                isOn(EPSILON_INSIDE_ROOT),
                momentum,
                !momentum || isOn(LEARNING_RATE_IN_MOMENTUM),
                isOn(NESTEROV),
                coefficients.weightDecay() > 0 || order == OperationOrder.MXNET,
                coefficients.decoupledWeightDecay() > 0,
                isOn(MAXIMIZE),
                isOn(GRADIENTS_ZEROED));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hyperparameters that && preset == that.preset && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return Objects.hash(preset, values);
    }

    /** The preset, and each value that it takes. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(preset.method);
        for (Hyperparameter name : Hyperparameter.values()) {
            if (preset.takes.contains(name)) {
                text.append(", ").append(name).append('=');
                text.append(values.get(name) != null ? values.get(name) : EPSILON);
            }
        }
        return text.toString();
    }
}
