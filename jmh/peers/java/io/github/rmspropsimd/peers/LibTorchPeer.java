// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.peers;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.RMSprop;
import org.bytedeco.pytorch.RMSpropOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** The C++ class {@code torch::optim::RMSprop} through JavaCPP, with one tensor of parameters. */
final class LibTorchPeer implements Peer {

    private final Tensor params;
    private final RMSprop optimizer;

    LibTorchPeer(float[] initial) {
        torch.set_num_threads(1);
        params = Tensor.create(initial);
        RMSpropOptions options = new RMSpropOptions(LEARNING_RATE);
        options.alpha().put(DECAY);
        options.eps().put(EPSILON);
        optimizer = new RMSprop(new TensorVector(params), options);
    }

    @Override
    public void take(float[] grads) {
        params.mutable_grad().put(Tensor.create(grads));
    }

    /** Closes the loss, which nobody asked for, so that the garbage collector has nothing native to release. */
    @Override
    public void step() {
        optimizer.step().close();
    }

    @Override
    public double[] params() {
        FloatPointer values = new FloatPointer(params.data_ptr());
        double[] copy = new double[Math.toIntExact(params.numel())];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = values.get(i);
        }
        return copy;
    }
}
