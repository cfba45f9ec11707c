// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rmspropsimd.internal.loop.LoopCache;
import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.SkipExecutionHook;
import org.junit.jupiter.api.Assumptions;

/**
 * The lane width and the JDK that the build asked this JVM for, in the system properties {@code lanes.bits} and
 * {@code jdk.expected}: both could silently be others. As a hook it skips properties for a width that the processor
 * lacks.
 */
final class ExpectedJvm implements SkipExecutionHook {

    private static final Integer EXPECTED_BITS = Integer.getInteger("lanes.bits");
    private static final Integer EXPECTED_JDK = Integer.getInteger("jdk.expected");

    /** Asserts that SIMD runs, at the width and on the JDK asked for. */
    static void require() {
        assertTrue(Backend.SIMD.isAvailable(), Backend.SIMD.explanation());
        if (EXPECTED_JDK != null) {
            assertEquals(EXPECTED_JDK, Runtime.version().feature(), "feature version of the JDK");
        }
        if (EXPECTED_BITS != null) {
            assertEquals(EXPECTED_BITS, bits(), "width of the lanes in bits");
        }
    }

    /** The same for a test class that is not jqwik's, which it skips where the properties are skipped. */
    static void requireOrSkip() {
        Assumptions.assumeFalse(isTooNarrow(), "this processor has no lanes of " + EXPECTED_BITS + " bits");
        require();
    }

    private static boolean isTooNarrow() {
        return EXPECTED_BITS != null && Backend.SIMD.isAvailable() && bits() < EXPECTED_BITS;
    }

    @Override
    public SkipResult shouldBeSkipped(LifecycleContext context) {
        return isTooNarrow()
                ? SkipResult.skip("this processor has no lanes of " + EXPECTED_BITS + " bits, only " + bits())
                : SkipResult.doNotSkip();
    }

    private static int bits() {
        return LoopCache.lanes() * Float.SIZE;
    }
}
