// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import org.openjdk.jmh.annotations.*;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * Nanoseconds for one step of n elements: the library, the loop that a user would write, and the limits of the hardware, on
 * arrays of the same contents and layout:
 *
 * <pre>
 * java -jar benchmarks.jar StepBenchmark -prof gc -p n=64,1024
 * </pre>
 */
public class StepBenchmark extends TimedBenchmark {

    /** From here on an iteration has too few calls to compile a loop other than by on-stack replacement. */
    private static final int LONG = 1 << 17;

    private static final int SHORT = 1_008;
    private static final int CALLS_UNTIL_COMPILED = 20_000;

    @Param({"1", "8", "16", "31", "64", "100", "1024", "65536", "1048576", "33554432"})
    private int n;

    private String arm;
    private StepData data;
    private Runnable inC;
    private RmsPropKernel library;
    private RmsPropKernel scalar;

    @Setup
    public void prepare(BenchmarkParams benchmark) throws InterruptedException {
        prepare(arm(benchmark));
    }

    void prepare(String arm) throws InterruptedException {
        this.arm = arm;
        data = new StepData(n);
        inC = Intrinsics.isNeededBy(arm) ? Intrinsics.on(data) : null;
        scalar = StepData.RULE.kernel(Backend.SCALAR);
        library = arm.startsWith("library") ? awaited(StepData.RULE) : scalar; // no warm-up thread beside the others
        for (int call = 0; n >= LONG && call < CALLS_UNTIL_COMPILED; call++) {
            scalar.step(data.params, data.grads, data.state, 0, SHORT, StepData.LEARNING_RATE);
            PlainLoop.step(data.params, data.grads, data.state.squareAverage(), SHORT);
            move(SHORT);
        }
    }

    @Setup(Level.Iteration)
    public void restart() {
        data.restart();
    }

    @TearDown(Level.Iteration)
    public void check() {
        if (arm.startsWith("memory")) {
            data.checkMoved();
        } else {
            data.check();
        }
        if (arm.startsWith("library")) {
            checkSimd(library);
        }
    }

    /** The default kernel after {@code awaitSimd}, behind all its checks. */
    @Benchmark
    public void library() {
        library.step(data.params, data.grads, data.state, 0, n, StepData.LEARNING_RATE);
    }

    /** The library's reference loop. */
    @Benchmark
    public void scalar() {
        scalar.step(data.params, data.grads, data.state, 0, n, StepData.LEARNING_RATE);
    }

    @Benchmark
    public void plain() {
        PlainLoop.step(data.params, data.grads, data.state.squareAverage(), n);
    }

    /** The limit of the arithmetic: intrinsics in C, called for each step, without checks. */
    @Benchmark
    public void intrinsics() {
        inC.run();
    }

    /** The limit of the memory: the loads and stores of a step, 20 bytes for each element. */
    @Benchmark
    public void memory() {
        move(n);
    }

    private void move(int n) {
        float[] p = data.params;
        float[] g = data.grads;
        float[] s = data.state.squareAverage();
        for (int i = 0; i < n; i++) {
            float gradient = g[i];
            float parameter = p[i];
            float average = s[i];
            p[i] = 0.5f * parameter + gradient;
            s[i] = 0.5f * average + gradient;
        }
    }
}
