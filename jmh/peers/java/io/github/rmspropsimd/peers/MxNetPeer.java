// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.peers;

import ai.djl.Device;
import ai.djl.mxnet.engine.MxNDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.optimizer.RmsProp;
import ai.djl.training.tracker.Tracker;
import java.util.Arrays;

/** The class {@code RmsProp} of DJL on MXNet's engine. DJL hands the hyperparameters on as text in every step. */
final class MxNetPeer implements Peer {

    private final NDManager manager = NDManager.newBaseManager(Device.cpu(), "MXNet");
    private final MxNDArray params;
    private final RmsProp optimizer = RmsProp.builder()
            .optLearningRateTracker(Tracker.fixed((float) LEARNING_RATE))
            .optRho((float) DECAY)
            .optEpsilon((float) EPSILON)
            .optCentered(false)
            .build();
    private MxNDArray gradient;

    MxNetPeer(float[] initial) {
        params = (MxNDArray) manager.create(initial);
    }

    @Override
    public void take(float[] grads) {
        gradient = (MxNDArray) manager.create(grads);
    }

    /** Waits, since MXNet's usual engine returns before the work is done. */
    @Override
    public void step() {
        optimizer.update("params", params, gradient);
        params.waitToRead();
    }

    @Override
    public double[] params() {
        float[] values = params.toFloatArray();
        double[] copy = new double[values.length];
        Arrays.setAll(copy, i -> values[i]);
        return copy;
    }
}
