// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.internal.loop;

/** The order of operations: formulas that are equal in real numbers and differ in floats. */
public enum OperationOrder {

    /** As <i>Dive into Deep Learning</i> writes the formula; also Keras's and ND4J's. */
    D2L,

    /** Fuses multiplications with the additions that follow them, as libtorch's compiled loops do. */
    LIBTORCH,

    /** Moves each average by a share of the difference. */
    TENSORFLOW,

    /** Multiplies in another order when centered; adds the momentum buffer to the parameters. */
    MXNET,

    /** Multiplies by the reciprocal root; adds the momentum buffer to the parameters. */
    OPTAX
}
