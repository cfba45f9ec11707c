// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.peers;

import io.github.rmspropsimd.Backend;
import io.github.rmspropsimd.RmsPropKernel;
import io.github.rmspropsimd.RmsPropState;
import java.util.SplittableRandom;

/** Whether a peer computes its rule; the time of a wrong number, or of no step at all, says nothing. */
final class PeerCheck {

    /** Several, each with other gradients: the first would not show a square average that is not kept. */
    private static final int STEPS = 3;

    private PeerCheck() {}

    /** Takes some steps with a peer of its own and with the reference, and compares the parameters. */
    static void updates(PeerLibrary library, float[] params, SplittableRandom random) {
        Peer peer = library.constructor.apply(params.clone());
        float[] expected = params.clone();
        RmsPropKernel kernel = library.rule.kernel(Backend.SCALAR);
        RmsPropState state = library.rule.newState(params.length);
        for (int step = 0; step < STEPS; step++) {
            float[] grads = normal(random, params.length);
            peer.take(grads.clone());
            peer.step();
            kernel.step(expected, grads, state, Peer.LEARNING_RATE);
        }
        double[] actual = peer.params();
        for (int i = 0; i < expected.length; i++) {
            double bound = library.tolerance * Math.max(1, Math.abs(expected[i]));
            if (!(Math.abs(actual[i] - expected[i]) <= bound)) { // also NaN
                throw new IllegalStateException(
                        library + ", element " + i + ": " + actual[i] + " instead of " + expected[i]);
            }
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
