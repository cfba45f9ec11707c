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

    /** What the library does unless told otherwise: SCALAR until SIMD is warm. */
    DEFAULT("default", 0);

    final String title;

    /** In the figures. */
    final int color;

    Arm(String title, int color) {
        this.title = title;
        this.color = color;
    }

    RmsPropKernel kernel(RmsProp rule) {
        if (this == DEFAULT) {
            return rule.kernel();
        }
        return rule.kernel(this == SCALAR ? Backend.SCALAR : Backend.SIMD);
    }
}
