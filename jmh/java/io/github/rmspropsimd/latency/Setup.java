// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.latency;

/** One row of the comparison: a JDK, a collector, an archive of classes, a length. */
record Setup(Jdk jdk, String collector, Archive archive, int n) {

    String title() {
        return "JDK " + jdk.feature() + ", " + collector + (archive == Archive.NONE ? "" : ", " + archive.title)
                + ", n = " + n;
    }

    /** Nanoseconds between calls: a loop that C2 leaves scalar takes 2.3 ns for an element, and just keeps up. */
    long interval(long least) {
        return Math.max(least, 5L * n / 2);
    }
}
