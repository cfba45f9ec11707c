// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.latency;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * What one JVM measured, in nanoseconds.
 *
 * @param kernel how long it took to make the kernel
 * @param first how long the first step took
 * @param second how long the second step took
 * @param simd from asking for the kernel until the caller saw SIMD active; -1 if it did not
 * @param next the response times of the 20,000 calls after the second, each counted from the moment when it was due
 * @param longest the longest response in each stretch of calls, ten stretches to a decade of calls
 */
public record Outcome(
        Arm arm,
        int n,
        long interval,
        long kernel,
        long first,
        long second,
        long simd,
        Percentiles next,
        List<Long> longest) {

    private static final int HEADER_LONGS = 4;
    private static final int STRETCHES_PER_DECADE = 10;
    private static final int NEXT = 20_000;

    /** Of response times, in nanoseconds. */
    public record Percentiles(long p99, long p999, long longest) {}

    static Outcome read(Path file, Arm arm, int n, long interval) throws IOException {
        int calls = (int) (Files.size(file) / Long.BYTES) - HEADER_LONGS;
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            long[] header = new long[HEADER_LONGS];
            for (int i = 0; i < HEADER_LONGS; i++) {
                header[i] = in.readLong();
            }
            Histogram next = new Histogram(3);
            List<Long> longest = new ArrayList<>();
            for (int stretch = 0, call = 0; call < calls; stretch++) {
                long ofStretch = 0;
                for (; call < Math.min(calls, callsBefore(stretch + 1)); call++) {
                    long response = in.readLong();
                    if (call >= 2 && call < 2 + NEXT) {
                        next.recordValue(response);
                    }
                    ofStretch = Math.max(ofStretch, response);
                }
                longest.add(ofStretch);
            }
            return new Outcome(
                    arm,
                    n,
                    interval,
                    header[0],
                    header[1],
                    header[2],
                    header[3],
                    new Percentiles(next.getValueAtPercentile(99), next.getValueAtPercentile(99.9), next.getMaxValue()),
                    longest);
        }
    }

    /** The number of calls before a stretch; the first stretches have one call, or none. */
    public static int callsBefore(int stretch) {
        return stretch == 0 ? 0 : (int) Math.round(Math.pow(10, (double) stretch / STRETCHES_PER_DECADE));
    }
}
