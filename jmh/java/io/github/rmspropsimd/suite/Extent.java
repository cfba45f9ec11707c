// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.suite;

import java.util.List;
import java.util.stream.IntStream;

/** How much is measured, and for how long. */
enum Extent {

    /** A minute or two, to see that the suite works. Its figures mean nothing. */
    TINY(1, 1, 20, List.of(1, 17, 1_024)),

    /** A quarter of an hour. */
    SHORT(3, 5, 100, List.of(1, 8, 15, 16, 64, 100, 1_024, 8_192, 65_536, 1 << 20)),

    /** Three hours and more: every length up to 64, then the powers of two and their neighbours. */
    FULL(
            5,
            5,
            100,
            IntStream.concat(
                            IntStream.rangeClosed(1, 64),
                            IntStream.rangeClosed(7, 25)
                                    .flatMap(power -> IntStream.of((1 << power) - 1, 1 << power, (1 << power) + 1)))
                    .boxed()
                    .toList());

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

    /** Some of these values, or all: those that tell most come first. */
    List<Integer> of(Integer... values) {
        int some = switch (this) {
            case TINY -> 1;
            case SHORT -> 2;
            case FULL -> values.length;
        };
        return List.of(values).subList(0, some);
    }
}
