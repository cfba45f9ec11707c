// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.golden;

/** What a framework holds after a step: the parameters and its state. A state that it does not have is of length 0. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Step(float[] p, float[] s, float[] gavg, float[] mom) {

    static final float[] NONE = {};
}
