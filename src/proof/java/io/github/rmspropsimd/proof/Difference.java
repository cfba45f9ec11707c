// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.proof;

import io.github.rmspropsimd.RmsProp;

/** A float that differs from SCALAR's. */
record Difference(RmsProp rule, String thread, String buffer, int index, long step, float expected, float actual) {

    @Override
    public String toString() {
        return "different bits: %s, thread %s, %s[%d], after step %d of that thread: expected %08x (%s), got %08x (%s)"
                .formatted(
                        rule,
                        thread,
                        buffer,
                        index,
                        step,
                        Float.floatToRawIntBits(expected),
                        expected,
                        Float.floatToRawIntBits(actual),
                        actual);
    }
}
