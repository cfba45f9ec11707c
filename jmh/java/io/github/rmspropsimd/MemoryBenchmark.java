// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * The limit in memory: nanoseconds to load and store what a step of n elements does, 20 bytes for each, with next to
 * nothing computed. What a long step takes above this is the library's; the rest is the machine's.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(5)
@State(Scope.Thread)
public class MemoryBenchmark {

    @Param({"1024", "8192", "65536", "1048576", "8388608", "33554432"})
    private int n;

    @Param("0")
    private int offset;

    @Param("APART")
    private Layout layout;

    private StepData data;
    private Intrinsics inC;

    @Setup
    public void prepare(BenchmarkParams benchmark) {
        data = new StepData(offset, n, layout);
        inC = Intrinsics.inBenchmark(benchmark.getBenchmark(), data);
        for (int call = 0; call < StepData.CALLS_UNTIL_COMPILED; call++) {
            move(Math.min(n, StepData.SHORT));
        }
    }

    @Setup(Level.Iteration)
    public void restart() {
        data.restart();
    }

    /** Half of what was there and the gradient, again and again: parameters and square average go to twice the gradient. */
    @TearDown(Level.Iteration)
    public void check() {
        for (int i = offset; i < offset + n; i++) {
            float p = data.params[i];
            if (!(Math.abs(p / data.grads[i] - 1.5) <= 0.5) || p != data.state.squareAverage()[i]) {
                throw new IllegalStateException("element " + i + " of " + n + ": " + p);
            }
        }
    }

    @Benchmark
    public void move() {
        move(n);
    }

    private void move(int n) {
        float[] p = data.params;
        float[] g = data.grads;
        float[] s = data.state.squareAverage();
        for (int i = offset; i < offset + n; i++) {
            float gradient = g[i];
            float parameter = p[i];
            float average = s[i];
            p[i] = 0.5f * parameter + gradient;
            s[i] = 0.5f * average + gradient;
        }
    }

    @Benchmark
    public void moveInC() {
        inC.move();
    }
}
