// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.internal.loop;

import java.util.HashMap;
import java.util.Map;

/** One loop per variant and backend for the life of the JVM: kernels of a variant share its compiled code. */
public final class LoopCache {

    private static final Map<Variant, Loop> SCALAR = new HashMap<>();
    private static final Map<Variant, Loop> VECTOR = new HashMap<>();

    private LoopCache() {}

    /** The reference loop. */
    public static Loop scalar(Variant variant) {
        synchronized (SCALAR) {
            Loop loop = SCALAR.get(variant);
            if (loop == null) {
                loop = newScalar(variant, false);
                SCALAR.put(variant, loop);
            }
            return loop;
        }
    }

    /**
     * A reference loop with compiled code of its own. It falls back to the ordinary class where none can be specialised,
     * since it must run everywhere.
     *
     * @param twoOffsets whether gradients may have an offset of their own
     */
    public static Loop newScalar(Variant variant, boolean twoOffsets) {
        try {
            return Specialiser.specialise(ScalarLoop.class, variant, twoOffsets, null, null);
        } catch (UnsupportedOperationException | LinkageError e) {
            return new ScalarLoop(variant);
        }
    }

    /**
     * The vector loop. Loads the Vector API, so the gate must have passed.
     *
     * @throws UnsupportedOperationException if its class cannot be specialised, with the reason
     * @throws LinkageError if it does not fit this JDK's Vector API
     */
    public static Loop vector(Variant variant) {
        synchronized (VECTOR) { // apart from SCALAR: loading the Vector API takes 50 ms
            Loop loop = VECTOR.get(variant);
            if (loop == null) {
                loop = newVector(variant, VectorLoop.masksTails(variant));
                VECTOR.put(variant, loop);
            }
            return loop;
        }
    }

    static Loop newVector(Variant variant, boolean maskedTails) {
        // Tails have a scalar loop of their own, since short lengths would spoil the profile of SCALAR.
        Loop scalar = newScalar(variant, true);
        Loop tail = maskedTails ? Specialiser.specialise(VectorLoop.class, variant, true, scalar, null) : scalar;
        return Specialiser.specialise(VectorLoop.class, variant, false, scalar, tail);
    }

    /** Lanes of the vector loop: floats in a vector of the width that the JVM prefers. Loads the Vector API. */
    public static int lanes() {
        return VectorLoop.preferredLanes();
    }
}
