// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.CompilerControl;
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
 * The lottery: nanoseconds per element of the plain loop where programs have it, and of the library in the same places.
 * Each arm is one source of the same formula; what C2 makes of it depends on where it stands and on who ran it before.
 *
 * <p>A fork is one training run, as in {@code main}: its method is entered once and stays for long, so that its loop is
 * replaced by compiled code while it runs (on-stack replacement). Entered again it would be compiled whole, and tell
 * nothing of that; so there is no warm-up, and the tens of milliseconds until C2 is done count, of some 400. The library's
 * kernel was warmed before: its own first calls are another benchmark's.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(value = 5, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@State(Scope.Thread)
public class EmbeddedBenchmark {

    /** Of all steps of a training run together. */
    private static final int ELEMENTS = 1 << 30;

    private static final float DECAY = StepData.DECAY;
    private static final float EPSILON = StepData.EPSILON;
    private static final float LEARNING_RATE = (float) StepData.LEARNING_RATE;

    @Param({"256", "1024"})
    private int n;

    private StepData data;

    @Setup
    public void prepare() {
        data = new StepData(0, n, Layout.APART);
    }

    @TearDown
    public void check() {
        data.check();
    }

    /** The library in the training loop. */
    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public void library(StepBenchmark.Warmed warmed) {
        for (int step = 0; step < ELEMENTS / n; step++) {
            warmed.kernel.step(data.params, data.grads, data.state, 0, n, StepData.LEARNING_RATE);
        }
    }

    /** In a method that is called by a short one: compiled by itself. */
    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public void plainCalled() {
        for (int step = 0; step < ELEMENTS / n; step++) {
            callPlain();
        }
    }

    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    private void callPlain() {
        plain(data.params, data.grads, data.state.squareAverage(), n);
    }

    /** In a method that C2 inlines into the training loop. */
    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public void plainInlined() {
        float[] p = data.params;
        float[] g = data.grads;
        float[] s = data.state.squareAverage();
        for (int step = 0; step < ELEMENTS / n; step++) {
            plain(p, g, s, n);
        }
    }

    /** Written out in the training loop. */
    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public void plainWrittenOut() {
        float[] p = data.params;
        float[] grads = data.grads;
        float[] s = data.state.squareAverage();
        for (int step = 0; step < ELEMENTS / n; step++) {
            for (int i = 0; i < n; i++) {
                float g = grads[i];
                s[i] = DECAY * s[i] + (1 - DECAY) * g * g;
                p[i] -= LEARNING_RATE * g / (float) Math.sqrt(s[i] + EPSILON);
            }
        }
    }

    /** With a check that ends the step at the first gradient that is not a number. */
    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public void plainChecked() {
        for (int step = 0; step < ELEMENTS / n; step++) {
            if (!checked(data.params, data.grads, data.state.squareAverage(), n)) {
                throw new IllegalStateException("not a number");
            }
        }
    }

    /** After another caller of the same method, whose arrays had three elements. */
    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public void plainAfterShortCalls(ShortCalls other) {
        for (int step = 0; step < ELEMENTS / n; step++) {
            callPlain();
        }
    }

    /** The other caller. */
    @State(Scope.Thread)
    public static class ShortCalls {

        @Setup
        public void call() {
            float[] p = new float[3];
            float[] g = {1, 1, 1};
            float[] s = new float[3];
            for (int call = 0; call < 1_000_000; call++) {
                plain(p, g, s, 3);
            }
        }
    }

    private static void plain(float[] p, float[] grads, float[] s, int n) {
        for (int i = 0; i < n; i++) {
            float g = grads[i];
            s[i] = DECAY * s[i] + (1 - DECAY) * g * g;
            p[i] -= LEARNING_RATE * g / (float) Math.sqrt(s[i] + EPSILON);
        }
    }

    private static boolean checked(float[] p, float[] grads, float[] s, int n) {
        for (int i = 0; i < n; i++) {
            float g = grads[i];
            if (Float.isNaN(g)) {
                return false;
            }
            s[i] = DECAY * s[i] + (1 - DECAY) * g * g;
            p[i] -= LEARNING_RATE * g / (float) Math.sqrt(s[i] + EPSILON);
        }
        return true;
    }
}
