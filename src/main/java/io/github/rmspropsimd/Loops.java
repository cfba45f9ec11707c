// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import java.util.HashMap;
import java.util.Map;

/**
 * One loop per variant and backend for the life of the JVM: all kernels of a variant share its compiled code, and no
 * second class is ever warmed for it.
 */
final class Loops {

    private static final Map<Variant, Loop> SCALAR = new HashMap<>();
    private static final Map<Variant, Loop> VECTOR = new HashMap<>();
    private static final Map<Variant, Loop> MIXED = new HashMap<>();

    private Loops() {}

    /** The reference loop. */
    static Loop scalar(Variant variant) {
        synchronized (SCALAR) {
            Loop loop = SCALAR.get(variant);
            if (loop == null) {
                loop = newScalar(variant);
                SCALAR.put(variant, loop);
            }
            return loop;
        }
    }

    /**
     * A reference loop with compiled code of its own. It must run everywhere, and so is the ordinary class where none can
     * be specialised.
     */
    static Loop newScalar(Variant variant) {
        try {
            return Specialiser.specialise(ScalarLoop.class, variant, false);
        } catch (UnsupportedOperationException | LinkageError e) {
            return new ScalarLoop(variant);
        }
    }

    /**
     * The vector loop, without asking {@link SimdGate}: for {@link Backend#SIMD} behind the gate, and for tests that
     * hold it to its bits where the gate is shut. Needs the module.
     */
    static Loop vector(Variant variant) {
        return Mixing.isForced(variant) ? mixed(variant) : unmixed(variant);
    }

    /** The vector loop that has all roots and quotients from the divider. */
    static Loop unmixed(Variant variant) {
        synchronized (VECTOR) { // not held by who wants a scalar loop: loading the Vector API takes 50 ms
            Loop loop = VECTOR.get(variant);
            if (loop == null) {
                loop = Specialiser.specialise(VectorLoop.class, variant, false);
                VECTOR.put(variant, loop);
            }
            return loop;
        }
    }

    /** The vector loop that takes every fourth vector past the divider, at all lengths: see {@link Mixing}. */
    static Loop mixed(Variant variant) {
        synchronized (VECTOR) {
            Loop loop = MIXED.get(variant);
            if (loop == null) {
                loop = Specialiser.specialise(VectorLoop.class, variant, true);
                MIXED.put(variant, loop);
            }
            return loop;
        }
    }

    /** Lets the JVM unload a loop that gained nothing. */
    static void dropMixed(Variant variant) {
        synchronized (VECTOR) {
            MIXED.remove(variant);
        }
    }
}
