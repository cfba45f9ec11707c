// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.peers;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.updaters.RmsPropUpdater;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The op {@code rms_prop_updater} and the subtraction after it, the two ops of a step of Deeplearning4j. There the
 * op overwrites the gradient with the update, and the next backward pass writes a new gradient. Nothing writes one here, so
 * the update goes into a second buffer, which spares the peer a copy.
 */
final class Nd4jPeer implements Peer {

    private final INDArray params;
    private final INDArray squareAverage;
    private final INDArray update;
    private INDArray gradient;

    Nd4jPeer(float[] initial) {
        Nd4j.getEnvironment().setMaxThreads(1);
        Nd4j.getEnvironment().setMaxMasterThreads(1);
        params = row(initial);
        squareAverage = row(new float[initial.length]).assign(EPSILON);
        update = row(new float[initial.length]);
    }

    private static INDArray row(float[] values) {
        return Nd4j.createFromArray(new float[][] {values});
    }

    @Override
    public void take(float[] grads) {
        gradient = row(grads);
    }

    @Override
    public void step() {
        Nd4j.exec(new RmsPropUpdater(gradient, squareAverage, update, squareAverage, LEARNING_RATE, DECAY, EPSILON));
        params.subi(update);
    }

    @Override
    public double[] params() {
        return params.toDoubleVector();
    }
}
