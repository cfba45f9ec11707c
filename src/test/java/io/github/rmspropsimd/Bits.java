// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

/** Compares floats by their bits: 0 is not −0, and every NaN is the same NaN. */
final class Bits {

    private Bits() {}

    static void assertSame(String what, float[] expected, float[] actual) {
        assertEquals(expected.length, actual.length, what + ": length");
        for (int i = 0; i < expected.length; i++) {
            assertSame(what, i, expected[i], actual[i]);
        }
    }

    static void assertSame(String array, int i, float expected, float actual) {
        if (!same(expected, actual)) {
            fail("%s[%d]: expected %s (%a), got %s (%a)".formatted(array, i, expected, expected, actual, actual));
        }
    }

    static void assertSame(StepCase.Buffers expected, StepCase.Buffers actual) {
        assertSame("squareAverage", expected.state().squareAverage, actual.state().squareAverage);
        assertSame("params", expected.params(), actual.params());
        assertSame("grads", expected.grads(), actual.grads());
    }

    static boolean same(float a, float b) {
        return Float.floatToIntBits(a) == Float.floatToIntBits(b);
    }
}
