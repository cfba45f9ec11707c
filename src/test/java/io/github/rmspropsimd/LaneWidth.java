// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.opentest4j.TestAbortedException;

/** The lane width that the build asked this JVM for, in the system property {@code lanes.bits}. */
final class LaneWidth {

    private static final Integer EXPECTED_BITS = Integer.getInteger("lanes.bits");

    private LaneWidth() {}

    /** Asserts that SIMD runs, at the width asked for; skips the test on a processor without it. */
    static void require() {
        assertTrue(Backend.SIMD.isAvailable(), Backend.SIMD.explanation());
        if (EXPECTED_BITS == null) {
            return;
        }
        int bits = VectorLoop.lanes() * Float.SIZE;
        if (bits < EXPECTED_BITS) {
            throw new TestAbortedException("this processor has no lanes of " + EXPECTED_BITS + " bits, only " + bits);
        }
        assertEquals(EXPECTED_BITS, bits, "width of the lanes in bits");
    }
}
