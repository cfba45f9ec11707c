// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.suite;

import io.github.rmspropsimd.Intrinsics;
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

    /** Now and then the collector's threads move the arrays apart whose layout is measured; what fails else has failed. */
    int triesToArrange() {
        return benchmark.equals("LayoutBenchmark") ? 3 : 1;
    }

    /** Whether it is left out where there is no C compiler. */
    boolean needsC() {
        return Intrinsics.isNeededBy(arm);
    }

    @Override
    public String toString() {
        return benchmark + "." + arm + " " + new TreeMap<>(parameters);
    }

    /** As long as its annotations say: single shots, and the peers, the Java of some of which takes seconds to be compiled. */
    boolean takesItsTime() {
        return mode == Mode.SingleShotTime || benchmark.equals("PeerBenchmark");
    }
}
