// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.internal.loop;

/** The vector loop with masked tails, also where the library takes scalar ones. */
public final class MaskedTails {

    private MaskedTails() {}

    public static Loop loop(Variant variant) {
        Loop scalar = LoopCache.newScalar(variant, true);
        return Specialiser.vectorLoop(variant, scalar, Specialiser.maskedLoop(variant, scalar));
    }
}
