// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** A framework's RMSProp: its arithmetic, what its rule starts from, and the switches that it has. */
enum Preset {
    D2L("d2l", "", Arithmetic.D2L, 0.9, 1e-6),
    PYTORCH("pytorch", "PyTorch", Arithmetic.LIBTORCH, 0.99, 1e-8),
    TENSORFLOW("tensorflow", "TensorFlow", Arithmetic.TENSORFLOW, 0.9, 1e-10),
    KERAS("keras", "Keras", Arithmetic.D2L, 0.9, 1e-7),
    OPTAX("optax", "Optax", Arithmetic.OPTAX, 0.9, 1e-8),
    ND4J("nd4j", "ND4J", Arithmetic.D2L, 0.95, 1e-8),
    MXNET("mxnet", "MXNet", Arithmetic.MXNET, 0.9, 1e-8);

    /** The name of the method of {@link RmsProp}. */
    final String method;

    final String framework;
    final Arithmetic arithmetic;
    private final double decay;
    private final double epsilon;

    Preset(String method, String framework, Arithmetic arithmetic, double decay, double epsilon) {
        this.method = method;
        this.framework = framework;
        this.arithmetic = arithmetic;
        this.decay = decay;
        this.epsilon = epsilon;
    }

    /** Whether 1 − γ is a difference of floats, and not one of doubles that is then rounded. */
    boolean subtractsInFloat() {
        return this == TENSORFLOW || this == ND4J || this == MXNET;
    }

    /** The settings that can be changed: every rule has a decay and an ε, and may zero gradients. */
    Set<Setting> settings() {
        Set<Setting> all = EnumSet.of(Setting.DECAY, Setting.EPSILON, Setting.GRADIENTS_ZEROED);
        all.addAll(
                switch (this) {
                    case D2L -> EnumSet.allOf(Setting.class);
                    case PYTORCH ->
                        EnumSet.of(Setting.CENTERED, Setting.MOMENTUM, Setting.WEIGHT_DECAY, Setting.MAXIMIZE);
                    case TENSORFLOW -> EnumSet.of(Setting.INITIAL_SQUARE_AVERAGE, Setting.CENTERED, Setting.MOMENTUM);
                    case KERAS -> EnumSet.of(Setting.CENTERED, Setting.MOMENTUM, Setting.DECOUPLED_WEIGHT_DECAY);
                    case OPTAX ->
                        EnumSet.of(
                                Setting.EPSILON_INSIDE_ROOT,
                                Setting.INITIAL_SQUARE_AVERAGE,
                                Setting.CENTERED,
                                Setting.MOMENTUM,
                                Setting.NESTEROV);
                    case ND4J -> EnumSet.of(Setting.INITIAL_SQUARE_AVERAGE);
                    case MXNET -> EnumSet.of(Setting.CENTERED, Setting.MOMENTUM, Setting.WEIGHT_DECAY);
                });
        return all;
    }

    /** The value of each setting, a Double or a Boolean. */
    Map<Setting, Object> defaults() {
        Map<Setting, Object> values = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            values.put(setting, setting.initial);
        }
        values.put(Setting.DECAY, decay);
        values.put(Setting.EPSILON, epsilon);
        switch (this) {
            case D2L -> values.put(Setting.VARIANCE_CLAMPED, true);
            case PYTORCH -> {
                values.put(Setting.EPSILON_INSIDE_ROOT, false);
                values.put(Setting.LEARNING_RATE_IN_MOMENTUM, false);
            }
            case TENSORFLOW -> values.put(Setting.INITIAL_SQUARE_AVERAGE, 1.0);
            case ND4J -> {
                values.put(Setting.EPSILON_INSIDE_ROOT, false);
                values.remove(Setting.INITIAL_SQUARE_AVERAGE); // it follows ε until it is set
            }
            default -> {}
        }
        return values;
    }
}
