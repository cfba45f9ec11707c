// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import java.util.Arrays;
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

/**
 * Nanoseconds per element of both backends with each preset and each switch, to compare with the plain rule of the same
 * run:
 *
 * <pre>
 * mvn test-compile exec:exec@jmh -Djmh="RuleBenchmark -prof gc"
 * </pre>
 *
 * <p>The decay is nearly 1 and the square average starts from 1, so that no buffer drifts to 0, to subnormal numbers or
 * to NaN, which a processor may take longer for. The arrays lie so that no load waits for a store to a like address of
 * another array, which would cost some rules more than others.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 5, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@State(Scope.Thread)
public class RuleBenchmark {

    private static final int LENGTH = 8_192;

    /** So much longer are the arrays that what lies at one index in each is hundreds of bytes apart modulo 4 KiB. */
    private static final int SPACE = 272;

    /** The plain rule, one with each switch, some with several, and each preset. */
    public enum Rule {
        PLAIN(RmsProp.d2l()),
        EPSILON_OUTSIDE(RmsProp.d2l().withEpsilonInsideRoot(false)),
        CENTERED(RmsProp.d2l().withCentered(true)),
        CENTERED_UNCLAMPED(RmsProp.d2l().withCentered(true).withVarianceClamped(false)),
        MOMENTUM(RmsProp.d2l().withMomentum(0.9)),
        MOMENTUM_WITHOUT_LEARNING_RATE(RmsProp.d2l().withMomentum(0.9).withLearningRateInMomentum(false)),
        NESTEROV(RmsProp.d2l().withMomentum(0.9).withNesterov(true)),
        CENTERED_MOMENTUM(RmsProp.d2l().withCentered(true).withMomentum(0.9)),
        WEIGHT_DECAY(RmsProp.d2l().withWeightDecay(0.01)),
        DECOUPLED_WEIGHT_DECAY(RmsProp.d2l().withDecoupledWeightDecay(0.01)),
        MAXIMIZE(RmsProp.d2l().withMaximize(true)),
        GRADIENTS_ZEROED(RmsProp.d2l().withGradientsZeroed(true)),
        WEIGHT_DECAY_AND_GRADIENTS_ZEROED(RmsProp.d2l().withWeightDecay(0.01).withGradientsZeroed(true)),
        PYTORCH(RmsProp.pytorch()),
        PYTORCH_MOMENTUM(RmsProp.pytorch().withMomentum(0.9)),
        PYTORCH_CENTERED_MOMENTUM(RmsProp.pytorch().withCentered(true).withMomentum(0.9)),
        TENSORFLOW(RmsProp.tensorflow()),
        TENSORFLOW_CENTERED(RmsProp.tensorflow().withCentered(true)),
        KERAS(RmsProp.keras()),
        OPTAX(RmsProp.optax()),
        ND4J(RmsProp.nd4j()),
        MXNET(RmsProp.mxnet()),
        MXNET_CENTERED(RmsProp.mxnet().withCentered(true));

        @SuppressWarnings("ImmutableEnumChecker") // it is immutable, without the annotation
        private final RmsProp rule;

        Rule(RmsProp rule) {
            this.rule = rule.withDecay(0.9999999);
        }
    }

    @Param
    private Rule rule;

    private float[] params;
    private float[] grads;
    private RmsPropState state;
    private RmsPropKernel simd;
    private RmsPropKernel scalar;

    @Setup
    public void prepare() {
        SplittableRandom random = new SplittableRandom(LENGTH);
        params = new float[LENGTH + SPACE];
        grads = new float[LENGTH + SPACE];
        for (int i = 0; i < LENGTH; i++) {
            params[i] = (float) random.nextGaussian();
            grads[i] = (float) random.nextGaussian();
        }
        state = rule.rule.newState(LENGTH + SPACE);
        Arrays.fill(state.squareAverage(), 1);
        simd = rule.rule.kernel(Backend.SIMD);
        scalar = rule.rule.kernel(Backend.SCALAR);
    }

    /** A step that gave no numbers, or that went to where numbers are subnormal, is not worth its time. */
    @TearDown(Level.Iteration)
    public void check() {
        for (int i = 0; i < LENGTH; i++) {
            if (!Float.isFinite(params[i]) || !(state.squareAverage()[i] > 0.1)) {
                throw new IllegalStateException("element " + i + ": " + params[i] + ", " + state.squareAverage()[i]);
            }
        }
    }

    /** With a gradient scale, which is the same code as without. */
    @Benchmark
    @OperationsPerInvocation(LENGTH)
    public void simd() {
        simd.step(params, grads, state, 0, LENGTH, 1e-9, 0.5);
    }

    @Benchmark
    @OperationsPerInvocation(LENGTH)
    public void scalar() {
        scalar.step(params, grads, state, 0, LENGTH, 1e-9, 0.5);
    }
}
