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
 * @param kernel how long it took to get the kernel
 * @param first how long the first step took
 * @param simd from asking for the kernel until the caller saw SIMD serve; -1 if it did not
 * @param kernelBytes that asking for the kernel allocated, on the thread that asked
 * @param stepBytes that all steps allocated, on the caller's thread, with the loading of classes in the first
 * @param collections that the JVM counted
 * @param longest the longest response in each stretch of calls, ten stretches to a decade of calls
 * @param histogram of the responses of all calls, each counted from its tick
 */
record Outcome(
        long kernel,
        long first,
        long simd,
        long kernelBytes,
        long stepBytes,
        long collections,
        List<Long> longest,
        Histogram histogram) {

    private static final int HEADER_LONGS = 6;
    private static final int STRETCHES_PER_DECADE = 10;

    static Outcome read(Path file) throws IOException {
        int calls = (int) (Files.size(file) / Long.BYTES) - HEADER_LONGS;
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            long kernel = in.readLong();
            long first = in.readLong();
            long simd = in.readLong();
            long kernelBytes = in.readLong();
            long stepBytes = in.readLong();
            long collections = in.readLong();
            List<Long> longest = new ArrayList<>();
            Histogram histogram = new Histogram(3);
            for (int stretch = 0, call = 0; call < calls; stretch++) {
                long ofStretch = 0;
                for (; call < Math.min(calls, callsBefore(stretch + 1)); call++) {
                    long response = in.readLong();
                    histogram.recordValue(response);
                    ofStretch = Math.max(ofStretch, response);
                }
                longest.add(ofStretch);
            }
            return new Outcome(kernel, first, simd, kernelBytes, stepBytes, collections, longest, histogram);
        }
    }

    /** The number of calls before a stretch; the first stretches are of one call, or of none. */
    static int callsBefore(int stretch) {
        return stretch == 0 ? 0 : (int) Math.round(Math.pow(10, (double) stretch / STRETCHES_PER_DECADE));
    }
}
