// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One loop per variant and backend for the life of the JVM: all kernels of a variant share its compiled code, and no
 * second class is ever warmed for it.
 */
final class Loops {

    private static final Map<Variant, Loop> SCALAR = new ConcurrentHashMap<>();
    private static final Map<Variant, Loop> VECTOR = new ConcurrentHashMap<>();

    private Loops() {}

    /** The reference loop, which must run everywhere: the ordinary class where none can be specialised. */
    static Loop scalar(Variant variant) {
        return SCALAR.computeIfAbsent(variant, v -> {
            try {
                return Specialiser.specialise(ScalarLoop.class, v);
            } catch (UnsupportedOperationException | LinkageError e) {
                return new ScalarLoop(v);
            }
        });
    }

    /**
     * The vector loop, without asking {@link SimdGate}: for {@link Backend#SIMD} behind the gate, and for tests that
     * hold it to its bits where the gate is shut. Needs the module.
     */
    static Loop vector(Variant variant) {
        return VECTOR.computeIfAbsent(variant, v -> Specialiser.specialise(VectorLoop.class, v));
    }
}
