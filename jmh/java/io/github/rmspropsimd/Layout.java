// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

/**
 * How the arrays of a benchmark lie to each other modulo 4 KiB. Processors compare the low 12 bits of addresses to tell
 * whether a load may pass an earlier store: a load from where another array has just been stored to, but for these bits,
 * waits.
 *
 * <p>The arrays are made one after the other, so that their lengths decide. Arrays of half a heap region and more start at
 * a region each under G1, and so always agree.
 */
public enum Layout {

    /** As arrays of the very length lie: some bytes apart for powers of two, where the collector left them in a row. */
    GIVEN,

    /** All at one offset. */
    SAME,

    /** More than a kilobyte from each other. */
    APART;

    private static final int PAGE = 4096;
    private static final int HEADER = 16;
    private static final int THIRD = 1344; // bytes; with the arrays at 0, 1344 and 2688 modulo 4096

    /** The length of arrays that hold so many elements and lie like this. */
    int lengthFor(int elements) {
        if (this == GIVEN) {
            return elements;
        }
        long wanted = this == SAME ? 0 : THIRD;
        long bytes = HEADER + (long) Float.BYTES * elements;
        return elements + (int) (Math.floorMod(wanted - bytes, (long) PAGE) / Float.BYTES);
    }

    /** Whether two arrays that are so many bytes apart lie like this. */
    boolean holds(long distance) {
        long modulo = Math.floorMod(distance, (long) PAGE);
        return switch (this) {
            case GIVEN -> true;
            case SAME -> modulo == 0;
            case APART -> Math.min(modulo, PAGE - modulo) >= 1024;
        };
    }
}
