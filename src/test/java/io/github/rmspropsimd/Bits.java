// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import java.util.Arrays;

/** Compares floats by their bits: 0 is not −0, and every NaN is the same NaN. */
final class Bits {

    private Bits() {}

    static void assertSame(String array, float[] expected, float[] actual) {
        int i = firstDifference(expected, actual);
        if (i < Math.min(expected.length, actual.length) && i >= 0) {
            throw new AssertionError("%s[%d]: expected %s (%a), got %s (%a)"
                    .formatted(array, i, expected[i], expected[i], actual[i], actual[i]));
        }
        if (i >= 0) {
            throw new AssertionError(array + ": expected length " + expected.length + ", got " + actual.length);
        }
    }

    static void assertSame(StepCase.Buffers expected, StepCase.Buffers actual) {
        assertSame(
                "squareAverage",
                expected.state().squareAverage(),
                actual.state().squareAverage());
        assertSame(
                "gradientAverage",
                expected.state().gradientAverage(),
                actual.state().gradientAverage());
        assertSame("momentum", expected.state().momentum(), actual.state().momentum());
        assertSame("params", expected.params(), actual.params());
        assertSame("grads", expected.grads(), actual.grads());
    }

    /** The first index at which bits differ or one array has ended, or -1. */
    static int firstDifference(float[] a, float[] b) {
        // Arrays.mismatch compares as Float.compare does, by the bits and with one NaN.
        return Arrays.mismatch(a, b);
    }
}
