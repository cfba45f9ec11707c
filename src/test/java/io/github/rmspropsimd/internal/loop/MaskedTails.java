// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.internal.loop;

/** The vector loop with masked tails, also where the library takes scalar ones. */
public final class MaskedTails {

    private MaskedTails() {}

    public static Loop loop(Variant variant) {
        return LoopCache.newVector(variant, true);
    }
}
