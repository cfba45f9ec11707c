// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.internal.loop;

/** The vector loop with masked tails, also where the library takes scalar ones. */
public final class MaskedTails {

    private MaskedTails() {}

    public static Loop loop(Variant variant) {
        Loop scalar = LoopCache.newScalar(variant, true);
        return Specialiser.vectorLoop(variant, scalar, Specialiser.maskedLoop(variant, scalar));
    }

    /** The same by classes that are not specialised. */
    public static Loop ordinaryLoop(Variant variant) {
        Loop scalar = new ScalarLoop(variant);
        return new VectorLoop(variant, false, scalar, new VectorLoop(variant, true, scalar, null));
    }
}
