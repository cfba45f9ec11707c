// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
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
import org.openjdk.jol.vm.VM;

/**
 * Nanoseconds for one step by where the arrays lie and where the slice starts. Fails where the collector did not leave the
 * arrays as they were asked for: large ones under G1 are always the {@link Layout#SAME}.
 *
 * <p>JOL finds the addresses, in a second or more, which is why {@link StepBenchmark} does not ask it.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 5,
        jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Djol.skipDynamicAttach=true"})
@State(Scope.Thread)
public class LayoutBenchmark {

    /** Now and then the collector's threads move the arrays apart. */
    private static final int TRIES = 10;

    @Param({"1000", "8192", "65536"})
    private int n;

    @Param({"0", "1"})
    private int offset;

    @Param
    private Layout layout;

    private StepData data;
    private Intrinsics inC;
    private RmsPropKernel simd;
    private RmsPropKernel scalar;
    private RmsPropKernel plain;

    @Setup
    public void prepare(BenchmarkParams benchmark) {
        int tries = 0;
        do {
            data = new StepData(offset, n, layout);
        } while (!new Addresses(data).are(layout) && ++tries < TRIES);
        inC = Intrinsics.inBenchmark(benchmark.getBenchmark(), data);
        simd = StepData.RULE.kernel(Backend.SIMD);
        scalar = StepData.RULE.kernel(Backend.SCALAR);
        plain = PlainLoop.kernel(StepData.RULE);
    }

    @Setup(Level.Iteration)
    public void restart() {
        data.restart();
    }

    /** Where the gradients and the square average lie, in bytes after the parameters modulo 4 KiB; told with the results. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Distances {
        public long gradients;
        public long squareAverage;
    }

    @TearDown(Level.Iteration)
    public void check(Distances distances) {
        data.check();
        Addresses addresses = new Addresses(data);
        if (!addresses.are(layout)) {
            throw new IllegalStateException("the collector did not leave the arrays " + layout);
        }
        distances.gradients = Math.floorMod(addresses.grads - addresses.params, 4096);
        distances.squareAverage = Math.floorMod(addresses.squareAverage - addresses.params, 4096);
    }

    /** Where the arrays are, by JOL, which warns on standard output that it is no agent. */
    private static final class Addresses {

        private final long params;
        private final long grads;
        private final long squareAverage;

        Addresses(StepData data) {
            PrintStream out = System.out;
            System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
            try {
                params = VM.current().addressOf(data.params);
                grads = VM.current().addressOf(data.grads);
                squareAverage = VM.current().addressOf(data.state.squareAverage());
            } finally {
                System.setOut(out);
            }
        }

        boolean are(Layout layout) {
            return layout.holds(grads - params)
                    && layout.holds(squareAverage - grads)
                    && layout.holds(squareAverage - params);
        }
    }

    @Benchmark
    public void simd() {
        step(simd);
    }

    @Benchmark
    public void scalar() {
        step(scalar);
    }

    @Benchmark
    public void plain() {
        step(plain);
    }

    private void step(RmsPropKernel kernel) {
        kernel.step(data.params, data.grads, data.state, offset, n, StepData.LEARNING_RATE);
    }

    @Benchmark
    public void intrinsics() {
        inC.step();
    }
}
