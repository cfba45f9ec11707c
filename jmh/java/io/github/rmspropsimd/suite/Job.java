// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.suite;

import java.util.Map;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Mode;

/**
 * One fork of one arm.
 *
 * @param benchmark the simple name of its class
 * @param needsC whether it is left out where there is no C compiler
 */
record Job(String benchmark, String arm, Map<String, String> parameters, Mode mode, boolean needsC) {

    String pattern() {
        return "\\." + Pattern.quote(benchmark + "." + arm) + "$";
    }
}
