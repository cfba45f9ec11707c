// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import io.github.rmspropsimd.internal.loop.OperationOrder;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** A framework's RMSProp: its order of operations, its defaults, and the hyperparameters that it takes. */
enum Preset {
    D2L("d2l", "", OperationOrder.D2L, 0.9, 1e-6),
    PYTORCH("pytorch", "PyTorch", OperationOrder.LIBTORCH, 0.99, 1e-8),
    TENSORFLOW("tensorflow", "TensorFlow", OperationOrder.TENSORFLOW, 0.9, 1e-10),
    KERAS("keras", "Keras", OperationOrder.D2L, 0.9, 1e-7),
    OPTAX("optax", "Optax", OperationOrder.OPTAX, 0.9, 1e-8),
    ND4J("nd4j", "ND4J", OperationOrder.D2L, 0.95, 1e-8),
    MXNET("mxnet", "MXNet", OperationOrder.MXNET, 0.9, 1e-8);

    /** The name of the method of {@link RmsProp}. */
    final String method;

    final String framework;
    final OperationOrder order;
    private final double decay;
    private final double epsilon;

    Preset(String method, String framework, OperationOrder order, double decay, double epsilon) {
        this.method = method;
        this.framework = framework;
        this.order = order;
        this.decay = decay;
        this.epsilon = epsilon;
    }

    /** Whether 1 − γ is a difference of floats, and not one of doubles that is then rounded. */
    boolean subtractsInFloat() {
        return this == TENSORFLOW || this == ND4J || this == MXNET;
    }

    /** Every preset takes decay, ε and gradientsZeroed; and of the others, those that its framework has. */
    Set<Hyperparameter> takes() {
        Set<Hyperparameter> all =
                EnumSet.of(Hyperparameter.DECAY, Hyperparameter.EPSILON, Hyperparameter.GRADIENTS_ZEROED);
        all.addAll(
                switch (this) {
                    case D2L -> EnumSet.allOf(Hyperparameter.class);
                    case PYTORCH ->
                        EnumSet.of(
                                Hyperparameter.CENTERED,
                                Hyperparameter.MOMENTUM,
                                Hyperparameter.WEIGHT_DECAY,
                                Hyperparameter.MAXIMIZE);
                    case TENSORFLOW ->
                        EnumSet.of(
                                Hyperparameter.INITIAL_SQUARE_AVERAGE,
                                Hyperparameter.CENTERED,
                                Hyperparameter.MOMENTUM);
                    case KERAS ->
                        EnumSet.of(
                                Hyperparameter.CENTERED,
                                Hyperparameter.MOMENTUM,
                                Hyperparameter.DECOUPLED_WEIGHT_DECAY);
                    case OPTAX ->
                        EnumSet.of(
                                Hyperparameter.EPSILON_INSIDE_ROOT,
                                Hyperparameter.INITIAL_SQUARE_AVERAGE,
                                Hyperparameter.CENTERED,
                                Hyperparameter.MOMENTUM,
                                Hyperparameter.NESTEROV);
                    case ND4J -> EnumSet.of(Hyperparameter.INITIAL_SQUARE_AVERAGE);
                    case MXNET ->
                        EnumSet.of(Hyperparameter.CENTERED, Hyperparameter.MOMENTUM, Hyperparameter.WEIGHT_DECAY);
                });
        return all;
    }

    /** A Double or a Boolean for each. */
    Map<Hyperparameter, Object> defaults() {
        Map<Hyperparameter, Object> values = new EnumMap<>(Hyperparameter.class);
        for (Hyperparameter name : Hyperparameter.values()) {
            values.put(name, name.initial);
        }
        values.put(Hyperparameter.DECAY, decay);
        values.put(Hyperparameter.EPSILON, epsilon);
        switch (this) {
            case D2L -> values.put(Hyperparameter.VARIANCE_CLAMPED, true);
            case PYTORCH -> {
                values.put(Hyperparameter.EPSILON_INSIDE_ROOT, false);
                values.put(Hyperparameter.LEARNING_RATE_IN_MOMENTUM, false);
            }
            case TENSORFLOW -> values.put(Hyperparameter.INITIAL_SQUARE_AVERAGE, 1.0);
            case ND4J -> {
                values.put(Hyperparameter.EPSILON_INSIDE_ROOT, false);
                values.remove(Hyperparameter.INITIAL_SQUARE_AVERAGE); // it follows ε until it is set
            }
            default -> {}
        }
        return values;
    }
}
