// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.latency;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * What one JVM measured, in nanoseconds.
 *
 * @param first how long the first step took
 * @param second how long the second step took
 * @param simd from asking for the kernel until the caller saw SIMD active; -1 if it did not
 * @param next the response times of the 20,000 calls after the second, each counted from the moment when it was due
 * @param longest the longest response in each stretch of calls, ten stretches to a decade of calls
 */
public record Outcome(
        Arm arm, int n, long interval, long first, long second, long simd, Percentiles next, List<Long> longest) {

    private static final int STRETCHES_PER_DECADE = 10;
    private static final int NEXT = 20_000;

    /** Of response times, in nanoseconds. */
    public record Percentiles(long p99, long p999) {}

    /** With the statistics of the response times of all calls. */
    static Outcome of(Arm arm, int n, long interval, long first, long second, long simd, long[] responses) {
        Histogram next = new Histogram(3);
        Arrays.stream(responses, 2, Math.min(responses.length, 2 + NEXT)).forEach(next::recordValue);
        List<Long> longest = new ArrayList<>();
        for (int stretch = 0, call = 0; call < responses.length; stretch++) {
            long ofStretch = 0;
            for (; call < Math.min(responses.length, callsBefore(stretch + 1)); call++) {
                ofStretch = Math.max(ofStretch, responses[call]);
            }
            longest.add(ofStretch);
        }
        Percentiles percentiles = new Percentiles(next.getValueAtPercentile(99), next.getValueAtPercentile(99.9));
        return new Outcome(arm, n, interval, first, second, simd, percentiles, longest);
    }

    /** The number of calls before a stretch; the first stretches have one call, or none. */
    public static int callsBefore(int stretch) {
        return stretch == 0 ? 0 : (int) Math.round(Math.pow(10, (double) stretch / STRETCHES_PER_DECADE));
    }
}
