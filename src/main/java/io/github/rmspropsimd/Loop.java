// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

/** The update of one slice, behind {@link RmsPropKernel}'s checks. */
abstract class Loop {

    /** Updates elements {@code offset} to {@code offset + length - 1}; the arguments have been checked. */
    abstract void step(
            float[] params,
            float[] grads,
            RmsPropState state,
            int offset,
            int length,
            Coefficients coefficients,
            float learningRate,
            float gradientScale);

    /** Which backend this is. */
    abstract Backend backend();

    /** The same loop, which takes its path of long slices, if it has one, from this length on: to warm that path too. */
    Loop withLongSlicesFrom(int length) {
        return this;
    }

    /** The same loop, which mixes, if it does so, from this length on: see {@link Mixing}. */
    Loop mixedFrom(int length) {
        return this;
    }
}
