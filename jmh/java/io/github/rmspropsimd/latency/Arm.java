// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.latency;

import io.github.rmspropsimd.Backend;
import io.github.rmspropsimd.RmsProp;
import io.github.rmspropsimd.RmsPropKernel;

/** What is compared. */
enum Arm {

    /** The scalar loop alone. */
    SCALAR("SCALAR", 3),

    /** The Vector API from the first call on, cold, as a bare kernel on it would run. */
    SIMD("SIMD, cold", 1),

    /** The library's default: SCALAR until the vector loop is compiled. */
    DEFAULT("default", 0),

    /** The same after awaitSimd. */
    AWAITED("default, awaited", 2);

    final String title;

    /** In the figures. */
    final int color;

    Arm(String title, int color) {
        this.title = title;
        this.color = color;
    }

    RmsPropKernel kernel(RmsProp rule) {
        return switch (this) {
            case SCALAR -> rule.kernel(Backend.SCALAR);
            case SIMD -> rule.kernel(Backend.SIMD);
            case DEFAULT, AWAITED -> rule.kernel();
        };
    }
}
