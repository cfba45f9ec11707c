// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.proof;

import io.github.rmspropsimd.RmsProp;
import io.github.rmspropsimd.RmsPropState;
import java.util.Arrays;
import java.util.List;

/** Arrays of one length that a forked JVM steps on. Each set has others, with other gaps between them. */
final class ForkArrays {

    static final int SETS = 4;
    static final List<Integer> LENGTHS = List.of(16, 100, 1_024, 8_192);

    private static final int[] GAPS = {0, 8, 1_320, 2_040};

    final int set;
    final float[] params;
    final float[] grads;
    final RmsPropState state;

    /** The least nanoseconds of a step in all rounds. */
    double least = Double.POSITIVE_INFINITY;

    private final byte[][] gaps = new byte[3][];

    ForkArrays(RmsProp rule, int set, int length) {
        this.set = set;
        gaps[0] = new byte[GAPS[set]];
        params = new float[length];
        gaps[1] = new byte[GAPS[set]];
        grads = new float[length];
        gaps[2] = new byte[GAPS[set]];
        state = rule.newState(length);
        Arrays.fill(grads, 1f);
        Arrays.fill(state.squareAverage(), 1f);
    }

    /** Bytes between the arrays, so that nothing takes the gaps away. */
    int gap() {
        return gaps[0].length + gaps[1].length + gaps[2].length;
    }
}
