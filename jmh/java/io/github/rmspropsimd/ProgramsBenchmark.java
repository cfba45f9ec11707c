// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import java.util.Arrays;
import org.openjdk.jmh.annotations.*;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * One formula in eight programs: nanoseconds for a step of 1,024 elements, by the loop that a user would write and by the
 * library. The loop is the same Java source in each program; C2 decides from the program around it what it becomes. Both
 * arms of a program do the same work, and each fork runs one arm alone.
 *
 * <p>The library's kernel is the default one after {@code awaitSimd}, except in the first second of a JVM, where nothing
 * waits.
 */
public class ProgramsBenchmark extends TimedBenchmark {

    private static final int N = 1_024;

    /** Of a training run, which is entered once: some 0.6 s for a fast loop, so that compiling it counts for little. */
    private static final int STEPS = 1 << 22;

    private static final int SHORT_CALLS = 1_000_000;
    private static final float SCALE = 0.5f;

    private final StepData data = new StepData(N);
    private final float[] p = data.params;
    private final float[] g = data.grads;
    private final float[] s = data.state.squareAverage();
    private String arm;
    private float[] accumulated;
    private Runnable inC;
    private RmsPropKernel kernel;
    private Optimizer optimizer;

    @Setup
    public void prepare(BenchmarkParams benchmark) throws InterruptedException {
        prepare(arm(benchmark));
    }

    void prepare(String arm) throws InterruptedException {
        this.arm = arm;
        if (arm.endsWith("Library") && !arm.startsWith("firstSecond")) {
            kernel = awaited(StepData.RULE.withGradientsZeroed(arm.startsWith("separatePasses")));
        }
        if (arm.startsWith("separatePasses")) {
            accumulated = g.clone();
        } else if (arm.startsWith("shortCalls")) {
            callWithShortArrays();
        } else if (arm.startsWith("polymorphic")) {
            callWithOtherOptimizers();
        } else if (arm.equals("intrinsics")) {
            inC = Intrinsics.on(data);
        }
    }

    @Setup(Level.Iteration)
    public void restart() {
        data.restart();
    }

    @TearDown(Level.Iteration)
    public void check() {
        if (accumulated != null) {
            if (g[0] != 0 || g[N - 1] != 0) {
                throw new IllegalStateException("a gradient is not zeroed");
            }
            System.arraycopy(accumulated, 0, g, 0, g.length);
        }
        data.check();
        if (!arm.startsWith("firstSecond")) {
            checkSimd(kernel);
        }
    }

    /** The limit of the arithmetic: C with intrinsics. */
    @Benchmark
    public void intrinsics() {
        inC.run();
    }

    // 1. In a method of its own, called in a hot loop.

    @Benchmark
    public void hotLoopPlain() {
        callPlain();
    }

    @Benchmark
    public void hotLoopLibrary() {
        callLibrary();
    }

    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    private void callPlain() {
        PlainLoop.step(p, g, s, N);
    }

    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    private void callLibrary() {
        kernel.step(p, g, data.state, 0, N, StepData.LEARNING_RATE);
    }

    // 2. In a training loop as main has it: the method is entered once, and HotSpot replaces it while it runs.

    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @Warmup(iterations = 0)
    @Measurement(iterations = 1)
    @OperationsPerInvocation(STEPS)
    public void inMainPlain() {
        for (int step = 0; step < STEPS; step++) {
            PlainLoop.step(p, g, s, N);
        }
    }

    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @Warmup(iterations = 0)
    @Measurement(iterations = 1)
    @OperationsPerInvocation(STEPS)
    public void inMainLibrary() {
        for (int step = 0; step < STEPS; step++) {
            kernel.step(p, g, data.state, 0, N, StepData.LEARNING_RATE);
        }
    }

    // 3. After a caller with short arrays, which leaves a profile of a loop that ends after three rounds.

    @Benchmark
    public void shortCallsPlain() {
        callPlain();
    }

    @Benchmark
    public void shortCallsLibrary() {
        callLibrary();
    }

    private void callWithShortArrays() {
        float[] params = new float[3];
        float[] grads = {1, 1, 1};
        RmsPropState state = StepData.RULE.newState(3);
        for (int call = 0; call < SHORT_CALLS; call++) {
            if (kernel == null) {
                PlainLoop.step(params, grads, state.squareAverage(), 3);
            } else {
                kernel.step(params, grads, state, StepData.LEARNING_RATE);
            }
        }
    }

    // 4. With a check that refuses gradients that are not numbers.

    @Benchmark
    public void nanCheckPlain() {
        for (int i = 0; i < N; i++) {
            float gradient = g[i];
            if (Float.isNaN(gradient)) {
                throw new IllegalArgumentException("gradient " + i + " is not a number");
            }
            s[i] = PlainLoop.DECAY * s[i] + (1 - PlainLoop.DECAY) * gradient * gradient;
            p[i] -= PlainLoop.LEARNING_RATE * gradient / (float) Math.sqrt(s[i] + PlainLoop.EPSILON);
        }
    }

    /** The check needs a pass of its own here. */
    @Benchmark
    public void nanCheckLibrary() {
        for (int i = 0; i < N; i++) {
            if (Float.isNaN(g[i])) {
                throw new IllegalArgumentException("gradient " + i + " is not a number");
            }
        }
        kernel.step(p, g, data.state, 0, N, StepData.LEARNING_RATE);
    }

    // 5. In a JVM that does not vectorise loops.

    @Benchmark
    @Fork(jvmArgsAppend = {VECTORS, "-XX:-UseSuperWord"})
    public void noSuperWordPlain() {
        callPlain();
    }

    @Benchmark
    @Fork(jvmArgsAppend = {VECTORS, "-XX:-UseSuperWord"})
    public void noSuperWordLibrary() {
        callLibrary();
    }

    // 6. Accumulated gradients that are scaled before the step and zeroed after it. The library does all in one pass.

    @Benchmark
    public void separatePassesPlain() {
        System.arraycopy(accumulated, 0, g, 0, N);
        for (int i = 0; i < N; i++) {
            g[i] *= SCALE;
        }
        PlainLoop.step(p, g, s, N);
        Arrays.fill(g, 0, N, 0);
    }

    @Benchmark
    public void separatePassesLibrary() {
        System.arraycopy(accumulated, 0, g, 0, N);
        kernel.step(p, g, data.state, 0, N, StepData.LEARNING_RATE, SCALE);
    }

    // 7. Behind an interface, at a call that has seen three implementations.

    @Benchmark
    public void polymorphicPlain() {
        callOptimizer(optimizer);
    }

    @Benchmark
    public void polymorphicLibrary() {
        callOptimizer(optimizer);
    }

    private interface Optimizer {
        void step();
    }

    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    private static void callOptimizer(Optimizer optimizer) {
        optimizer.step();
    }

    private void callWithOtherOptimizers() {
        Optimizer plain = () -> PlainLoop.step(p, g, s, N);
        Optimizer library = () -> kernel.step(p, g, data.state, 0, N, StepData.LEARNING_RATE);
        optimizer = kernel == null ? plain : library;
        Optimizer descent = () -> {
            for (int i = 0; i < N; i++) {
                p[i] -= PlainLoop.LEARNING_RATE * g[i];
            }
        };
        Optimizer signs = () -> {
            for (int i = 0; i < N; i++) {
                p[i] -= PlainLoop.LEARNING_RATE * Math.signum(g[i]);
            }
        };
        for (int call = 0; call < 20_000; call++) {
            for (Optimizer one : new Optimizer[] {descent, signs, optimizer}) {
                callOptimizer(one);
            }
        }
    }

    // 8. All calls of the first second of a JVM. The library's kernel is made in it, and switches in it or later.

    @Benchmark
    @Warmup(iterations = 0)
    @Measurement(iterations = 1, time = 1)
    public void firstSecondPlain() {
        PlainLoop.step(p, g, s, N);
    }

    @Benchmark
    @Warmup(iterations = 0)
    @Measurement(iterations = 1, time = 1)
    public void firstSecondLibrary() {
        if (kernel == null) {
            kernel = StepData.RULE.kernel();
        }
        kernel.step(p, g, data.state, 0, N, StepData.LEARNING_RATE);
    }
}
