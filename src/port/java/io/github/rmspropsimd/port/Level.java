// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import java.util.Locale;

/** What a port can reach, the stricter first. */
enum Level {
    BITS,
    ULP;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
