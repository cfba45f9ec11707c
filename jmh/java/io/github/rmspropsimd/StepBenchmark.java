// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import java.time.Duration;
import java.util.SplittableRandom;
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

/**
 * Nanoseconds for one step of n elements, SIMD against plain loops behind the same argument checks:
 *
 * <pre>
 * mvn test-compile exec:exec@jmh -Djmh="StepBenchmark -prof gc"
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

    @Param({
        "1", "2", "3", "4", "7", "8", "12", "15", "16", "17", "24", "31", "32", "33", "48", "64", "65", "100", "128",
        "129", "1000", "8192", "65536", "1000000", "8000000"
    })
    private int n;

    private float[] params;
    private float[] grads;
    private RmsPropState state;
    private RmsPropKernel simd;
    private RmsPropKernel scalar;
    private RmsPropKernel plain;

    @Setup
    public void prepare() {
        SplittableRandom random = new SplittableRandom(n);
        RmsProp rule = RmsProp.d2l();
        params = new float[n];
        grads = new float[n];
        for (int i = 0; i < n; i++) {
            params[i] = (float) random.nextGaussian();
            grads[i] = (float) random.nextGaussian();
        }
        state = rule.newState(n);
        simd = rule.kernel(Backend.SIMD);
        scalar = rule.kernel(Backend.SCALAR);
        plain = new RmsPropKernel(rule, Serving.fixed(new PlainLoop(), "the plain loop"));
    }

    /** A step that did not happen, or gave no numbers, is not worth its time. */
    @TearDown(Level.Iteration)
    public void check() {
        for (int i = 0; i < n; i++) {
            if (!Float.isFinite(params[i]) || !(state.squareAverage()[i] > 0)) {
                throw new IllegalStateException("element " + i + " of " + n + " was not stepped on");
            }
        }
    }

    @Benchmark
    public void simd() {
        simd.step(params, grads, state, 1e-9);
    }

    /** A kernel that made itself ready; to be compared with the one that the measurement warmed. */
    @State(Scope.Thread)
    public static class Warmed {

        private final RmsPropKernel kernel = RmsProp.d2l().kernel();

        @Setup
        public void await() throws InterruptedException {
            if (!kernel.awaitSimd(Duration.ofMinutes(1))) {
                throw new IllegalStateException(kernel.status());
            }
        }
    }

    @Benchmark
    public void simdWarmedByItself(Warmed warmed) {
        warmed.kernel.step(params, grads, state, 1e-9);
    }

    /** The library's reference loop. */
    @Benchmark
    public void scalar() {
        scalar.step(params, grads, state, 1e-9);
    }

    /** The loop as a user would write it. */
    @Benchmark
    public void plain() {
        plain.step(params, grads, state, 1e-9);
    }

    /** The same where C2 leaves it scalar, as it does in many an embedding. */
    @Benchmark
    @Fork(
            value = 5,
            jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-XX:-UseSuperWord"})
    public void plainNotVectorised() {
        plain.step(params, grads, state, 1e-9);
    }

    private static final class PlainLoop extends Loop {

        @Override
        Backend backend() {
            return Backend.SCALAR;
        }

        @Override
        void step(
                float[] p,
                float[] grads,
                RmsPropState state,
                int offset,
                int length,
                Coefficients coefficients,
                float learningRate,
                float gradientScale) {
            float[] s = state.squareAverage;
            float decay = coefficients.decay();
            float oneMinusDecay = coefficients.oneMinusDecay();
            float epsilon = coefficients.epsilon();
            for (int i = offset; i < offset + length; i++) {
                float g = grads[i] * gradientScale;
                s[i] = decay * s[i] + oneMinusDecay * g * g;
                p[i] -= learningRate * g / (float) Math.sqrt(s[i] + epsilon);
            }
        }
    }
}
