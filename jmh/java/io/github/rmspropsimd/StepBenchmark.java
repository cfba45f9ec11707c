// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import java.time.Duration;
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
 * Nanoseconds for one step of n elements: SIMD, SCALAR, what a user would write instead, and the limits of the hardware,
 * all on arrays of the same contents and layout:
 *
 * <pre>
 * java -jar benchmarks.jar StepBenchmark -prof gc -p n=64,1024
 * </pre>
 *
 * <p>{@code gc.alloc.rate.norm} is the number of bytes that a step allocates; it must read 0. Compare scores of one run
 * with each other, and look at the forks one by one: C2 compiles a plain loop to full-width vectors in one JVM and to
 * narrow ones or none in the next.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 5, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@State(Scope.Thread)
public class StepBenchmark {

    private static final int REPEATS = 64;

    /** From here on an iteration takes too few steps for their code to be compiled but in the middle of a call. */
    private static final int LONG = (1 << 17) - 1;

    @Param({"1", "4", "8", "15", "16", "31", "64", "100", "1024", "8192", "65536", "1048576", "8388608"})
    private int n;

    @Param("0")
    private int offset;

    @Param("APART")
    private Layout layout;

    private StepData data;
    private Intrinsics inC;
    private RmsPropKernel simd;
    private RmsPropKernel scalar;
    private RmsPropKernel plain;

    @Setup
    public void prepare(BenchmarkParams benchmark) {
        data = new StepData(offset, n, layout);
        inC = Intrinsics.inBenchmark(benchmark.getBenchmark(), data);
        simd = StepData.RULE.kernel(Backend.SIMD);
        scalar = StepData.RULE.kernel(Backend.SCALAR);
        plain = PlainLoop.kernel(StepData.RULE);
        if (n >= LONG) {
            int length = StepData.SHORT + n % 16; // with the rest that n has
            for (int call = 0; call < StepData.CALLS_UNTIL_COMPILED; call++) {
                for (RmsPropKernel kernel : new RmsPropKernel[] {simd, scalar, plain}) {
                    kernel.step(data.params, data.grads, data.state, offset, length, StepData.LEARNING_RATE);
                }
                PlainLoop.step(data.params, data.grads, data.state.squareAverage(), offset, length);
            }
        }
    }

    @Setup(Level.Iteration)
    public void restart() {
        data.restart();
    }

    @TearDown(Level.Iteration)
    public void check() {
        data.check();
    }

    @Benchmark
    public void simd() {
        step(simd);
    }

    /** The library's reference loop. */
    @Benchmark
    public void scalar() {
        step(scalar);
    }

    /** The loop as a user would write it. */
    @Benchmark
    public void plain() {
        step(plain);
    }

    /** As the caller would have it without this library: no checks, no gradient scale, its numbers in the source. */
    @Benchmark
    public void plainUnchecked() {
        PlainLoop.step(data.params, data.grads, data.state.squareAverage(), data.offset, data.n);
    }

    /** The same where C2 leaves it scalar, as it does in many an embedding. */
    @Benchmark
    @Fork(
            value = 5,
            jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-XX:-UseSuperWord"})
    public void plainNotVectorised() {
        step(plain);
    }

    private void step(RmsPropKernel kernel) {
        kernel.step(data.params, data.grads, data.state, data.offset, data.n, StepData.LEARNING_RATE);
    }

    /** A kernel that made itself ready; to be compared with the one that the measurement warmed. */
    @State(Scope.Thread)
    public static class Warmed {

        final RmsPropKernel kernel = StepData.RULE.kernel();

        @Setup
        public void await() throws InterruptedException {
            if (!kernel.awaitSimd(Duration.ofMinutes(1))) {
                throw new IllegalStateException(kernel.status());
            }
        }

        /** Whether what was measured is what was meant. */
        @TearDown
        public void check() {
            if (kernel.backend() != Backend.SIMD) {
                throw new IllegalStateException(kernel.status());
            }
        }
    }

    @Benchmark
    public void simdWarmedByItself(Warmed warmed) {
        step(warmed.kernel);
    }

    /** The limit in registers: intrinsics in C, one call from Java for each step, without checks of the arguments. */
    @Benchmark
    public void intrinsics() {
        inC.step();
    }

    /** The same with the loop that repeats the step in C too. For long steps {@link #intrinsics} tells the same. */
    @Benchmark
    @OperationsPerInvocation(REPEATS)
    public void intrinsicsRepeated() {
        inC.repeat(REPEATS);
    }
}
