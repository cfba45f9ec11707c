// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
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
import org.openjdk.jmh.infra.BenchmarkParams;

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

    /** So many that no branch predictor remembers them. */
    private static final int STEPS = 1 << 18;

    private static final int CHECKED_STEPS = 1_000;

    /** Lengths are from 1 to this, each as likely. */
    @Param({"16", "64", "256"})
    private int longest;

    private final int[] lengths = new int[STEPS];
    private StepData data;
    private RmsPropKernel simd;
    private RmsPropKernel scalar;
    private RmsPropKernel plain;

    @Setup
    public void prepare(BenchmarkParams benchmark) {
        SplittableRandom random = new SplittableRandom(longest);
        for (int i = 0; i < STEPS; i++) {
            lengths[i] = 1 + random.nextInt(longest);
        }
        data = new StepData(0, longest, Layout.APART);
        simd = StepData.RULE.kernel(Backend.SIMD);
        scalar = StepData.RULE.kernel(Backend.SCALAR);
        plain = PlainLoop.kernel(StepData.RULE);
        String arm = benchmark.getBenchmark().substring(benchmark.getBenchmark().lastIndexOf('.') + 1);
        check(arm.equals("scalar") ? scalar : arm.equals("plain") ? plain : simd);
    }

    /**
     * Some of the steps, against the formula in double; afterwards the number of steps that were taken is not known. By
     * the kernel that is measured alone: with several in its profile C2 would inline none.
     */
    private void check(RmsPropKernel kernel) {
        data.restart();
        for (int step = 0; step < CHECKED_STEPS; step++) {
            kernel.step(data.params, data.grads, data.state, 0, lengths[step], StepData.LEARNING_RATE);
        }
        for (int i = 0; i < longest; i++) {
            double g = data.grads[i];
            double s = 0;
            double p = 0;
            for (int step = 0; step < CHECKED_STEPS; step++) {
                if (i < lengths[step]) {
                    s = StepData.DECAY * s + (1 - StepData.DECAY) * g * g;
                    p -= StepData.LEARNING_RATE * g / Math.sqrt(s + StepData.EPSILON);
                }
            }
            if (!(Math.abs(data.params[i] - p) <= Math.abs(p) * 1e-4)) {
                throw new IllegalStateException(
                        "element " + i + " of " + longest + ": " + data.params[i] + " instead of " + p);
            }
        }
    }

    /** Before each iteration: after millions of steps parameters rest, and nothing would show. */
    @Setup(Level.Iteration)
    public void restart() {
        data.restart();
    }

    @TearDown(Level.Iteration)
    public void checkThatAllWereSteppedOn() {
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
