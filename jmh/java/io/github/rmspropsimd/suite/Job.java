// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.suite;

import io.github.rmspropsimd.Intrinsics;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * One fork of one arm.
 *
 * @param benchmark the simple name of its class
 */
record Job(String benchmark, String arm, Map<String, String> parameters) {

    String pattern() {
        return "\\." + Pattern.quote(benchmark + "." + arm) + "$";
    }

    boolean needsC() {
        return Intrinsics.isNeededBy(arm);
    }

    /** Whether its annotations say how long it runs: a training run, the first second, and peers that compile for seconds. */
    boolean hasItsOwnTime() {
        return arm.startsWith("inMain") || arm.startsWith("firstSecond") || benchmark.equals("PeerBenchmark");
    }

    @Override
    public String toString() {
        return benchmark + "." + arm + " " + new TreeMap<>(parameters);
    }
}
