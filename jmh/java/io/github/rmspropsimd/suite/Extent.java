// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.suite;

import java.util.List;

/** How much is measured: for a minute, a trial whose times and bytes mean nothing; 7 minutes; a quarter of an hour. */
enum Extent {
    TINY(1, 2, 20),
    SHORT(3, 5, 50),
    FULL(5, 5, 100);

    final int rounds;

    /** Of warm-up and of measurement each. */
    final int iterations;

    final int milliseconds;

    Extent(int rounds, int iterations, int milliseconds) {
        this.rounds = rounds;
        this.iterations = iterations;
        this.milliseconds = milliseconds;
    }

    List<Integer> lengths() {
        return this == TINY ? List.of(17, 1_024) : List.of(1, 4, 8, 16, 31, 64, 100, 1_024, 65_536, 1 << 20, 1 << 25);
    }
}
