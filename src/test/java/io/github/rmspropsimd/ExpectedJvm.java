// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.opentest4j.TestAbortedException;

/**
 * The lane width and the JDK that the build asked this JVM for, in the system properties {@code lanes.bits} and
 * {@code jdk.expected}: both could silently be others.
 */
final class ExpectedJvm {

    private static final Integer EXPECTED_BITS = Integer.getInteger("lanes.bits");

    private static final Integer EXPECTED_JDK = Integer.getInteger("jdk.expected");

    private ExpectedJvm() {}

    /** Asserts that SIMD runs, at the width asked for; skips the test on a processor without it. */
    static void require() {
        assertTrue(Backend.SIMD.isAvailable(), Backend.SIMD.explanation());
        if (EXPECTED_JDK != null) {
            assertEquals(EXPECTED_JDK, Runtime.version().feature(), "feature version of the JDK");
        }
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
