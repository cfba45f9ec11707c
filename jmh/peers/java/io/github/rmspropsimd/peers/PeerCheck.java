// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.peers;

import java.util.SplittableRandom;

/** Whether a peer computes what it is taken to compute; the time of a wrong number, or of no step at all, says nothing. */
final class PeerCheck {

    /** Several, with other gradients each: the first alone would not show a square average that is not kept. */
    private static final int STEPS = 3;

    private PeerCheck() {}

    /** Takes some steps with a peer of its own and compares the parameters with the expected ones. */
    static void updates(PeerLibrary library, float[] params, SplittableRandom random) {
        float[][] grads = new float[STEPS][];
        Peer peer = library.on(params.clone());
        for (int step = 0; step < STEPS; step++) {
            grads[step] = normal(random, params.length);
            peer.take(grads[step].clone());
            peer.step();
        }
        double[] expected = library.expected(params, grads);
        double[] actual = peer.params();
        if (actual.length != expected.length) {
            throw new IllegalStateException(
                    library + " has " + actual.length + " parameters instead of " + expected.length);
        }
        for (int i = 0; i < expected.length; i++) {
            double bound = library.tolerance * Math.max(1, Math.abs(expected[i]));
            // Also false for NaN.
            if (!(Math.abs(actual[i] - expected[i]) <= bound)) {
                throw new IllegalStateException(library + ", element " + i + " of " + expected.length + " after "
                        + STEPS + " steps: " + actual[i] + " instead of " + expected[i]);
            }
        }
    }

    /**
     * Looks at the parameters before and after some measured steps: all finite, and most of them moved. One whose gradient is tiny may
     * rest where it is, since its step is less than half the distance to the next float.
     */
    static void moved(String what, double[] before, double[] after) {
        int moved = 0;
        for (int i = 0; i < before.length; i++) {
            if (!Double.isFinite(after[i])) {
                throw new IllegalStateException(what + ", element " + i + " of " + before.length + ": " + after[i]);
            }
            if (after[i] != before[i]) {
                moved++;
            }
        }
        if (moved <= before.length / 2) {
            throw new IllegalStateException(what + " has moved " + moved + " of " + before.length + " elements");
        }
    }

    static float[] normal(SplittableRandom random, int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
