// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.peers;

import java.util.Arrays;
import org.tensorflow.EagerSession;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/** The op {@code ResourceApplyRMSProp} in an eager session, on resource variables as TensorFlow's own optimizer has. */
final class TensorFlowPeer implements Peer {

    private final Ops ops;
    private final Operand<? extends TType> params;
    private final Operand<? extends TType> squareAverage;
    private final Operand<? extends TType> momentumBuffer;
    private final Operand<TFloat32> learningRate;
    private final Operand<TFloat32> decay;
    private final Operand<TFloat32> momentum;
    private final Operand<TFloat32> epsilon;
    private Operand<TFloat32> gradient;

    TensorFlowPeer(float[] initial) {
        ConfigProto oneThread = ConfigProto.newBuilder()
                .setIntraOpParallelismThreads(1)
                .setInterOpParallelismThreads(1)
                .build();
        ops = Ops.create(EagerSession.options().config(oneThread).build());
        float[] ones = new float[initial.length];
        Arrays.fill(ones, 1);
        params = variable("params", initial);
        squareAverage = variable("squareAverage", ones);
        momentumBuffer = variable("momentum", new float[initial.length]);
        learningRate = ops.constant((float) LEARNING_RATE);
        decay = ops.constant((float) DECAY);
        momentum = ops.constant(0f);
        epsilon = ops.constant((float) EPSILON);
    }

    private Operand<? extends TType> variable(String name, float[] values) {
        Operand<? extends TType> handle =
                ops.varHandleOp(TFloat32.class, Shape.of(values.length), VarHandleOp.sharedName(name));
        ops.assignVariableOp(handle, ops.constant(values));
        return handle;
    }

    @Override
    public void take(float[] grads) {
        gradient = ops.constant(grads);
    }

    @Override
    public void step() {
        ops.train.resourceApplyRmsProp(
                params, squareAverage, momentumBuffer, learningRate, decay, momentum, epsilon, gradient);
    }

    @Override
    public double[] params() {
        float[] values = StdArrays.array1dCopyOf(
                ops.readVariableOp(params, TFloat32.class).asTensor());
        double[] copy = new double[values.length];
        Arrays.setAll(copy, i -> values[i]);
        return copy;
    }
}
