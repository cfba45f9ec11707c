// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.suite;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Mode;

/**
 * One fork of one arm.
 *
 * @param benchmark the simple name of its class
 */
record Job(String benchmark, String arm, Map<String, String> parameters, Mode mode) {

    String pattern() {
        return "\\." + Pattern.quote(benchmark + "." + arm) + "$";
    }

    /** The number of elements, or 0 where that is no parameter. */
    int n() {
        return Integer.parseInt(parameters.getOrDefault("n", "0"));
    }

    /** Whether it is left out where there is no C compiler. */
    boolean needsC() {
        return arm.startsWith("intrinsics") || arm.endsWith("InC");
    }

    @Override
    public String toString() {
        return benchmark + "." + arm + " " + new TreeMap<>(parameters);
    }

    /** Whether it runs for as long as its annotations say: the Java of some peers takes seconds to be compiled. */
    boolean takesItsTime() {
        return mode == Mode.SingleShotTime || benchmark.equals("PeerBenchmark");
    }
}
