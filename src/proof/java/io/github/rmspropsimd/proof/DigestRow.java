// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.proof;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The result of one preset on one backend.
 *
 * @param backend SCALAR, SIMD, or default for the kernels that start on SCALAR and switch to SIMD
 * @param digest in hexadecimal, or null where the backend cannot run the preset
 * @param expected the digest that it must be, or null where none is known
 * @param note the library's sentence about the plain rule's kernel, or why the preset did not run
 */
record DigestRow(String preset, String backend, String digest, String expected, String note) {

    private static final String FORMAT = "%-10s  %-7s  %5s  %-64s  %s";

    static final String HEADER = FORMAT.formatted("preset", "backend", "lanes", "digest", "equal");

    private static final Pattern LANES = Pattern.compile("(\\d+) lanes");

    boolean differs() {
        return digest != null && !digest.equals(expected);
    }

    /** How many elements the plain rule's loop computes at once. */
    private String lanes() {
        if (digest == null) {
            return "-";
        }
        Matcher lanes = LANES.matcher(note);
        return lanes.find() ? lanes.group(1) : "1";
    }

    private String equal() {
        if (digest == null) {
            return "not run";
        }
        return differs() ? "NO, expected " + expected : "yes";
    }

    String line() {
        return FORMAT.formatted(preset, backend, lanes(), digest == null ? "-" : digest, equal());
    }
}
