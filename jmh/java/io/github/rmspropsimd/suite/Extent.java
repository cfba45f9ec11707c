// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.suite;

import java.util.List;

/** How much is measured, and for how long. */
enum Extent {

    /** To see that the suite works. Its times mean nothing. */
    TINY(1, 2, 20, List.of(17, 1_024)),

    /** A quarter of an hour. */
    SHORT(3, 5, 50, List.of(1, 8, 16, 31, 64, 100, 1_024, 65_536, 1 << 20, 1 << 25)),

    /** Three quarters of an hour. */
    FULL(
            5,
            5,
            100,
            List.of(
                    1, 2, 3, 4, 6, 8, 12, 15, 16, 20, 24, 31, 32, 48, 63, 64, 96, 100, 128, 256, 1_024, 4_096, 16_384,
                    65_536, 1 << 18, 1 << 20, 1 << 22, 1 << 25));

    final int rounds;

    /** Of warm-up and of measurement each. */
    final int iterations;

    final int milliseconds;

    @SuppressWarnings("ImmutableEnumChecker") // none of these lists can be changed
    final List<Integer> lengths;

    Extent(int rounds, int iterations, int milliseconds, List<Integer> lengths) {
        this.rounds = rounds;
        this.iterations = iterations;
        this.milliseconds = milliseconds;
        this.lengths = lengths;
    }
}
