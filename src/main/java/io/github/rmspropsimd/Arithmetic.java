// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

/** An order of operations: formulas that are one and the same in real numbers, and several in floats. */
enum Arithmetic {

    /** As the text writes the formula; also Keras's and ND4J's. */
    D2L,

    /** Multiplications fused with the additions that follow them, as libtorch's compiled loops have it. */
    LIBTORCH,

    /** Averages moved by a share of the difference. */
    TENSORFLOW,

    /** Its plain and its centered form multiply in different orders; the momentum buffer is what is added to p. */
    MXNET,

    /** A multiplication by the reciprocal of the root; the momentum buffer is what is added to p. */
    OPTAX
}
