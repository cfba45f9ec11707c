// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import static io.github.rmspropsimd.Hyperparameter.*;

import io.github.rmspropsimd.internal.loop.OperationOrder;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A framework's RMSProp: its order of operations, its defaults, and the hyperparameters that it takes. */
enum Preset {
    D2L("d2l", "", OperationOrder.D2L, 0.9, 1e-6, Hyperparameter.values()),
    PYTORCH("pytorch", "PyTorch", OperationOrder.LIBTORCH, 0.99, 1e-8, CENTERED, MOMENTUM, WEIGHT_DECAY, MAXIMIZE),
    TENSORFLOW(
            "tensorflow",
            "TensorFlow",
            OperationOrder.TENSORFLOW,
            0.9,
            1e-10,
            INITIAL_SQUARE_AVERAGE,
            CENTERED,
            MOMENTUM),
    KERAS("keras", "Keras", OperationOrder.D2L, 0.9, 1e-7, CENTERED, MOMENTUM, DECOUPLED_WEIGHT_DECAY),
    OPTAX(
            "optax",
            "Optax",
            OperationOrder.OPTAX,
            0.9,
            1e-8,
            EPSILON_INSIDE_ROOT,
            INITIAL_SQUARE_AVERAGE,
            CENTERED,
            MOMENTUM,
            NESTEROV),
    ND4J("nd4j", "ND4J", OperationOrder.D2L, 0.95, 1e-8, INITIAL_SQUARE_AVERAGE),
    MXNET("mxnet", "MXNet", OperationOrder.MXNET, 0.9, 1e-8, CENTERED, MOMENTUM, WEIGHT_DECAY);

    /** The name of the method of {@link RmsProp}. */
    final String method;

    final String framework;
    final OperationOrder order;

    /** Every preset takes decay, ε and gradientsZeroed; and of the others, those that its framework has. */
    @SuppressWarnings("ImmutableEnumChecker") // nobody changes it
    final Set<Hyperparameter> takes = EnumSet.of(DECAY, EPSILON, GRADIENTS_ZEROED);

    private final double decay;
    private final double epsilon;

    Preset(String method, String framework, OperationOrder order, double decay, double epsilon, Hyperparameter... own) {
        this.method = method;
        this.framework = framework;
        this.order = order;
        this.decay = decay;
        this.epsilon = epsilon;
        takes.addAll(List.of(own));
    }

    /** Whether 1 − γ is a difference of floats, and not one of doubles that is then rounded. */
    boolean subtractsInFloat() {
        return this == TENSORFLOW || this == ND4J || this == MXNET;
    }

    /** A Double or a Boolean for each. */
    Map<Hyperparameter, Object> defaults() {
        Map<Hyperparameter, Object> values = new EnumMap<>(Hyperparameter.class);
        for (Hyperparameter name : Hyperparameter.values()) {
            values.put(name, name.initial);
        }
        values.put(DECAY, decay);
        values.put(EPSILON, epsilon);
        values.put(EPSILON_INSIDE_ROOT, this != PYTORCH && this != ND4J);
        values.put(LEARNING_RATE_IN_MOMENTUM, this != PYTORCH);
        values.put(VARIANCE_CLAMPED, this == D2L);
        if (this == TENSORFLOW) {
            values.put(INITIAL_SQUARE_AVERAGE, 1.0);
        } else if (this == ND4J) {
            values.remove(INITIAL_SQUARE_AVERAGE); // it follows ε until it is set
        }
        return values;
    }
}
