// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Nanoseconds for one step where lengths change from step to step, as over the biases and small layers of a model. In
 * {@link StepBenchmark} C2 knows that all steps have one length, and the processor foresees each branch.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 5, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@State(Scope.Thread)
public class MixedLengthsBenchmark {

    private static final int STEPS = 4_096;

    /** Lengths are from 1 to this, each as likely. */
    @Param({"16", "64", "256"})
    private int longest;

    private final int[] lengths = new int[STEPS];
    private StepData data;
    private RmsPropKernel simd;
    private RmsPropKernel scalar;
    private RmsPropKernel plain;

    @Setup
    public void prepare() {
        SplittableRandom random = new SplittableRandom(longest);
        for (int i = 0; i < STEPS; i++) {
            lengths[i] = 1 + random.nextInt(longest);
        }
        data = new StepData(0, longest, Layout.APART);
        simd = StepData.RULE.kernel(Backend.SIMD);
        scalar = StepData.RULE.kernel(Backend.SCALAR);
        plain = PlainLoop.kernel(StepData.RULE);
    }

    /** The first element was in every step, so has gone furthest. */
    @TearDown
    public void check() {
        for (int i = 0; i < longest; i++) {
            float way = -data.params[i] * Math.signum(data.grads[i]);
            if (!(way > 0 && way <= Math.abs(data.params[0]) * 1.001)) {
                throw new IllegalStateException("element " + i + " of " + longest + " has gone " + way);
            }
        }
    }

    @Benchmark
    @OperationsPerInvocation(STEPS)
    public void simd() {
        step(simd);
    }

    @Benchmark
    @OperationsPerInvocation(STEPS)
    public void scalar() {
        step(scalar);
    }

    @Benchmark
    @OperationsPerInvocation(STEPS)
    public void plain() {
        step(plain);
    }

    @Benchmark
    @OperationsPerInvocation(STEPS)
    public void simdWarmedByItself(StepBenchmark.Warmed warmed) {
        step(warmed.kernel);
    }

    private void step(RmsPropKernel kernel) {
        for (int length : lengths) {
            kernel.step(data.params, data.grads, data.state, 0, length, StepData.LEARNING_RATE);
        }
    }
}
