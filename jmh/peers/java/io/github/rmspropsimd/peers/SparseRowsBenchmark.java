// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.peers;

import io.github.rmspropsimd.RmsProp;
import io.github.rmspropsimd.RmsPropKernel;
import io.github.rmspropsimd.RmsPropState;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.tensorflow.EagerSession;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/** 64 rows out of 100,000 by TensorFlow's sparse operator and by this library, each on one thread. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 3, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@State(Scope.Thread)
public class SparseRowsBenchmark {

    private static final int ROWS_IN_TABLE = 100_000;
    private static final int ROWS = 64;

    @Param({"8", "16", "32", "64", "256"})
    private int rowLength;

    private Ops ops;
    private Operand<? extends TType> tfParams;
    private Operand<? extends TType> tfAverage;
    private Operand<? extends TType> tfMomentum;
    private Operand<TFloat32> tfGrads;
    private Operand<TInt32> tfRows;
    private Operand<TFloat32> learningRate;
    private Operand<TFloat32> decay;
    private Operand<TFloat32> momentum;
    private Operand<TFloat32> epsilon;

    private final RmsProp rule = RmsProp.tensorflow();
    private RmsPropKernel kernel;
    private RmsPropState state;
    private float[] params;
    private float[] grads;
    private int[] rows;

    @Setup
    public void prepare() throws InterruptedException {
        SplittableRandom random = new SplittableRandom(rowLength);
        rows = new int[ROWS];
        Arrays.setAll(rows, i -> random.nextInt(ROWS_IN_TABLE));
        grads = new float[ROWS * rowLength];
        Arrays.fill(grads, 1f);
        params = new float[ROWS_IN_TABLE * rowLength];
        state = rule.newState(params.length);
        kernel = rule.kernel();
        if (!kernel.awaitSimd(Duration.ofMinutes(1))) {
            throw new IllegalStateException(kernel.status());
        }

        ConfigProto oneThread = ConfigProto.newBuilder()
                .setIntraOpParallelismThreads(1)
                .setInterOpParallelismThreads(1)
                .build();
        ops = Ops.create(EagerSession.options().config(oneThread).build());
        tfParams = variable("params", 0);
        tfAverage = variable("average", 1);
        tfMomentum = variable("momentum", 0);
        tfGrads = ops.reshape(ops.constant(grads), ops.constant(new int[] {ROWS, rowLength}));
        tfRows = ops.constant(rows);
        learningRate = ops.constant(1e-3f);
        decay = ops.constant(0.9f);
        momentum = ops.constant(0f);
        epsilon = ops.constant(1e-10f);
    }

    private Operand<? extends TType> variable(String name, float value) {
        Operand<? extends TType> handle =
                ops.varHandleOp(TFloat32.class, Shape.of(ROWS_IN_TABLE, rowLength), VarHandleOp.sharedName(name));
        ops.assignVariableOp(handle, ops.fill(ops.constant(new int[] {ROWS_IN_TABLE, rowLength}), ops.constant(value)));
        return handle;
    }

    @Benchmark
    public void tensorFlow() {
        ops.train.resourceSparseApplyRmsProp(
                tfParams, tfAverage, tfMomentum, learningRate, decay, momentum, epsilon, tfGrads, tfRows);
    }

    @Benchmark
    public void rows() {
        kernel.stepRows(params, grads, state, rows, ROWS, rowLength, 1e-3, 1);
    }
}
