// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import static io.github.rmspropsimd.Hyperparameter.*;

import io.github.rmspropsimd.internal.loop.Coefficients;
import io.github.rmspropsimd.internal.loop.Variant;
import java.util.Objects;

/**
 * The RMSProp rule: a framework's order of operations, its hyperparameters and switches. It divides each gradient g by the
 * root of a leaky average s of its squares: s ← γ·s + (1 − γ)·g², p ← p − η·g / √(s + ε).
 *
 * <p>Each preset states its formula in operation order; every operation is rounded to float on its own, except {@code fma}.
 * There p, s, a and m are elements of the parameters, the square average, the gradient average and the momentum buffer; g is
 * the gradient times the step's gradient scale; v is s, or s − a·a when centered. Lines with a condition apply where it
 * holds. A preset takes the hyperparameters that its framework has; {@link #d2l()} takes all.
 *
 * <p>Immutable and thread-safe. The {@code with} methods return a changed copy, in any order. They throw
 * IllegalArgumentException if a value is out of range or the preset does not take it; the value that the preset has anyway
 * is allowed. Combinations are checked where the rule is first used: {@link #newState}, {@link #stateOf} and {@code kernel}
 * throw IllegalStateException for Nesterov without momentum, and for MXNet's momentum unless centered.
 *
 * <p>Hyperparameters are doubles, rounded to float once, and checked before and after. A value that rounds to 0 is treated
 * as 0. Accessors return the value as given.
 */
public final class RmsProp {

    final Hyperparameters values;
    final Coefficients coefficients;
    final Variant variant;

    private RmsProp(Hyperparameters values) {
        this.values = values;
        this.coefficients = values.coefficients();
        this.variant = values.variant(coefficients);
    }

    /**
     * {@return the rule of Dive into Deep Learning (D2L), section 12.8} It follows Tieleman and Hinton (2012). Defaults: γ =
     * 0.9, ε = 1e-6 inside the root, first s = 0. 1 − γ is subtracted in double.
     * <pre>{@code
     * g = −g                                    maximize
     * g = g + λ·p                               weight decay λ above 0
     * p = p − (p·ω)·η                           decoupled weight decay ω above 0
     * s = γ·s + (1 − γ)·(g·g)
     * a = γ·a + (1 − γ)·g,  v = s − a·a         centered
     * v = v < 0 ? 0 : v                         centered and clamped, the default
     * d = √(v + ε)                              ε inside the root
     * d = √v + ε                                ε outside the root
     * p = p − (η·g)/d                           momentum 0
     * u = (η·g)/d,  m = μ·m + u,  p = p − m     momentum μ above 0, learning rate in its buffer, the default
     * p = p − (μ·m + u)                           the last operation with Nesterov, in Optax's form
     * u = g/d,  m = μ·m + u,  p = p − η·m       momentum, learning rate outside its buffer
     * p = p − η·(μ·m + u)                         the last operation with Nesterov
     * }</pre>
     */
    public static RmsProp d2l() {
        return new RmsProp(Hyperparameters.of(Preset.D2L));
    }

    /**
     * {@return PyTorch's RMSprop} The bits are those of {@code torch::optim::RMSprop} in libtorch 2.7.1 and 2.10.0
     * ({@code torch/csrc/api/src/optim/rmsprop.cpp}). Defaults: γ = 0.99 (its α), ε = 1e-8 outside the root, first s = 0.
     * 1 − γ is subtracted in double. Takes centered, momentum, weight decay and maximize.
     * <pre>{@code
     * g = −g                                    maximize (Python's class)
     * g = fma(λ, p, g)                          weight decay λ above 0
     * s = fma((1 − γ)·g, g, γ·s)
     * a = fma(1 − γ, g, γ·a),  v = fma(−a, a, s)   centered
     * d = √v + ε
     * p = p − (η·g)/d                           momentum 0
     * m = μ·m + g/d,  p = fma(−η, m, p)         momentum μ above 0
     * }</pre>
     *
     * <p>Python's class differs in two places: its {@code lerp_} rounds a otherwise when centered, and wheels for x86 use the
     * square root of Intel's MKL, which is not always correctly rounded. Without fused multiply-add in hardware SIMD is refused
     * for this rule, and SCALAR is slow and allocates.
     */
    public static RmsProp pytorch() {
        return new RmsProp(Hyperparameters.of(Preset.PYTORCH));
    }

    /**
     * {@return TensorFlow's {@code tf.compat.v1.train.RMSPropOptimizer}} The bits are those of the operators {@code
     * ResourceApplyRMSProp} and {@code ResourceApplyCenteredRMSProp} in 2.16.2 and 2.18.0 on x86-64 ({@code
     * training_ops.cc}); but TensorFlow flushes subnormal numbers to 0, and this library keeps them. Defaults: γ = 0.9, ε =
     * 1e-10 inside the root, first s = 1. 1 − γ is subtracted in float. Takes centered, momentum and the first s.
     * <pre>{@code
     * s = s + (g·g − s)·(1 − γ)
     * a = a + (g − a)·(1 − γ),  v = s − a·a     centered
     * m = μ·m + (η·g)/√(v + ε),  p = p − m      also if μ = 0: the buffer always exists
     * }</pre>
     */
    public static RmsProp tensorflow() {
        return new RmsProp(Hyperparameters.of(Preset.TENSORFLOW));
    }

    /**
     * {@return Keras 3's {@code keras.optimizers.RMSprop}} It follows the source of 3.15.1 ({@code optimizers/rmsprop.py})
     * operation by operation; a backend of Keras may round otherwise. Defaults: γ = 0.9 (its ρ), ε = 1e-7 inside the root,
     * first s = 0. 1 − γ is subtracted in double. Takes centered, momentum and decoupled weight decay.
     * <pre>{@code
     * p = p − (p·ω)·η                           decoupled weight decay ω above 0
     * s = γ·s + (1 − γ)·(g·g)
     * a = γ·a + (1 − γ)·g,  v = s − a·a         centered
     * p = p − (η·g)/√(v + ε)                    momentum 0
     * m = μ·m + (η·g)/√(v + ε),  p = p − m      momentum μ above 0
     * }</pre>
     */
    public static RmsProp keras() {
        return new RmsProp(Hyperparameters.of(Preset.KERAS));
    }

    /**
     * {@return Optax's {@code optax.rmsprop}} It follows the source of 0.2.8 ({@code transform.py}) operation by operation;
     * XLA may round otherwise. Defaults: γ = 0.9, ε = 1e-8 inside the root, first s = 0. 1 − γ is subtracted in double. Takes
     * centered, momentum, Nesterov, ε outside the root and the first s; not its bias correction.
     * <pre>{@code
     * s = γ·s + (1 − γ)·(g·g)
     * a = γ·a + (1 − γ)·g,  v = s − a·a         centered
     * r = 1/√(v + ε)                            ε inside the root
     * r = 1/(√v + ε)                            ε outside the root
     * u = −(η·(r·g)),  p = p + u                momentum 0
     * m = μ·m + u,  p = p + m                   momentum μ above 0
     * p = p + (μ·m + u)                           the last operation with Nesterov
     * }</pre>
     */
    public static RmsProp optax() {
        return new RmsProp(Hyperparameters.of(Preset.OPTAX));
    }

    /**
     * {@return ND4J's {@code RmsProp} updater, which Deeplearning4j uses} The bits are those of 1.0.0-M2.1 ({@code
     * updaterRmsProp.cpp}). Defaults: γ = 0.95, ε = 1e-8 outside the root, first s = ε unless set. 1 − γ is subtracted in
     * float. Takes the first s only.
     * <pre>{@code
     * s = γ·s + (1 − γ)·(g·g)
     * p = p − (η·g)/(√s + ε)
     * }</pre>
     */
    public static RmsProp nd4j() {
        return new RmsProp(Hyperparameters.of(Preset.ND4J));
    }

    /**
     * {@return MXNet's RMSProp, as the Deep Java Library (DJL) calls it} The bits are those of {@code rmsprop_update} and
     * {@code rmspropalex_update} in MXNet 1.9.1 ({@code optimizer_op-inl.h}). Defaults: γ = 0.9 (its ρ), ε = 1e-8 inside the
     * root, first s = 0. 1 − γ is subtracted in float. Takes centered, weight decay, and momentum when centered.
     * <pre>{@code
     * g = g + λ·p                               also if λ = 0
     * s = γ·s + (1 − γ)·(g·g),  p = p − η·(g/√(s + ε))        not centered
     * s = γ·s + ((1 − γ)·g)·g,  a = γ·a + (1 − γ)·g           centered
     * m = μ·m − (η·g)/√((s − a·a) + ε),  p = p + m            centered, also if μ = 0
     * }</pre>
     */
    public static RmsProp mxnet() {
        return new RmsProp(Hyperparameters.of(Preset.MXNET));
    }

    private RmsProp with(Hyperparameter name, Object value) {
        return new RmsProp(values.with(name, value));
    }

    /**
     * {@return this rule with this γ, the weight of the past in the averages (PyTorch's α, Keras's ρ)}
     * @param decay at least 0 and below 1
     */
    public RmsProp withDecay(double decay) {
        return with(DECAY, decay);
    }

    /**
     * {@return this rule with this ε, which keeps the divisor above 0}
     * @param epsilon above 0 and finite
     */
    public RmsProp withEpsilon(double epsilon) {
        return with(EPSILON, epsilon);
    }

    /**
     * {@return this rule with ε inside the root, √(v + ε), or outside, √v + ε}
     * @param epsilonInsideRoot true for inside; 1e-8 outside acts like 1e-16 inside
     */
    public RmsProp withEpsilonInsideRoot(boolean epsilonInsideRoot) {
        return with(EPSILON_INSIDE_ROOT, epsilonInsideRoot);
    }

    /**
     * {@return this rule with this first s, which newState fills in}
     * @param initialSquareAverage at least 0 and finite
     */
    public RmsProp withInitialSquareAverage(double initialSquareAverage) {
        return with(INITIAL_SQUARE_AVERAGE, initialSquareAverage);
    }

    /**
     * {@return this rule with the variance v = s − a·a under the root (Graves, 2013), or with v = s}
     * @param centered true for the variance
     */
    public RmsProp withCentered(boolean centered) {
        return with(CENTERED, centered);
    }

    /**
     * {@return this rule with a variance that rounds to below 0 treated as 0, or with its root, which is NaN}
     * @param varianceClamped true to clamp; no effect unless centered
     */
    public RmsProp withVarianceClamped(boolean varianceClamped) {
        return with(VARIANCE_CLAMPED, varianceClamped);
    }

    /**
     * {@return this rule with this μ, the weight of past steps; above 0 the state has a momentum buffer}
     * @param momentum at least 0 and below 1
     */
    public RmsProp withMomentum(double momentum) {
        return with(MOMENTUM, momentum);
    }

    /**
     * {@return this rule with η inside the momentum buffer, or multiplied after it}
     * @param learningRateInMomentum true for inside; no effect without momentum
     */
    public RmsProp withLearningRateInMomentum(boolean learningRateInMomentum) {
        return with(LEARNING_RATE_IN_MOMENTUM, learningRateInMomentum);
    }

    /**
     * {@return this rule with Nesterov's look-ahead, which needs a momentum above 0, or without}
     * @param nesterov true to look ahead
     */
    public RmsProp withNesterov(boolean nesterov) {
        return with(NESTEROV, nesterov);
    }

    /**
     * {@return this rule with this λ: λ·p is added to the gradient (L2 regularisation)}
     * @param weightDecay at least 0 and finite
     */
    public RmsProp withWeightDecay(double weightDecay) {
        return with(WEIGHT_DECAY, weightDecay);
    }

    /**
     * {@return this rule with this ω: p·ω·η is subtracted from p before the step}
     * @param decoupledWeightDecay at least 0 and finite
     */
    public RmsProp withDecoupledWeightDecay(double decoupledWeightDecay) {
        return with(DECOUPLED_WEIGHT_DECAY, decoupledWeightDecay);
    }

    /**
     * {@return this rule with gradients negated before weight decay is added, or not}
     * @param maximize true to go up the gradient
     */
    public RmsProp withMaximize(boolean maximize) {
        return with(MAXIMIZE, maximize);
    }

    /**
     * {@return this rule with each gradient of a slice set to 0 in the same pass, or left alone}
     * @param gradientsZeroed true to zero gradients; every preset takes it
     */
    public RmsProp withGradientsZeroed(boolean gradientsZeroed) {
        return with(GRADIENTS_ZEROED, gradientsZeroed);
    }

    /** {@return γ} */
    public double decay() {
        return values.number(DECAY);
    }

    /** {@return ε} */
    public double epsilon() {
        return values.number(EPSILON);
    }

    /** {@return whether ε is inside the root} */
    public boolean epsilonInsideRoot() {
        return values.isOn(EPSILON_INSIDE_ROOT);
    }

    /** {@return the first s} */
    public double initialSquareAverage() {
        return values.number(INITIAL_SQUARE_AVERAGE);
    }

    /** {@return whether the variance is under the root} */
    public boolean centered() {
        return values.isOn(CENTERED);
    }

    /** {@return whether a variance below 0 is treated as 0} */
    public boolean varianceClamped() {
        return values.isOn(VARIANCE_CLAMPED);
    }

    /** {@return μ} */
    public double momentum() {
        return values.number(MOMENTUM);
    }

    /** {@return whether η is inside the momentum buffer} */
    public boolean learningRateInMomentum() {
        return values.isOn(LEARNING_RATE_IN_MOMENTUM);
    }

    /** {@return whether steps look ahead} */
    public boolean nesterov() {
        return values.isOn(NESTEROV);
    }

    /** {@return λ} */
    public double weightDecay() {
        return values.number(WEIGHT_DECAY);
    }

    /** {@return ω} */
    public double decoupledWeightDecay() {
        return values.number(DECOUPLED_WEIGHT_DECAY);
    }

    /** {@return whether steps go up the gradient} */
    public boolean maximize() {
        return values.isOn(MAXIMIZE);
    }

    /** {@return whether a step sets each gradient to 0} */
    public boolean gradientsZeroed() {
        return values.isOn(GRADIENTS_ZEROED);
    }

    /**
     * {@return a fresh state: s is the rule's first s throughout, other buffers are 0 where the rule has them}
     * @param length the number of parameters, at least 0
     */
    public RmsPropState newState(int length) {
        values.checkCombinations();
        return Arguments.newState(variant, length, (float) initialSquareAverage());
    }

    /**
     * {@return a state over the caller's arrays, all of one length, which are not copied and keep their contents} Use it to
     * restore a checkpoint, or to keep the buffers in your own memory.
     * @param squareAverage the average of squared gradients
     * @param gradientAverage the average of gradients; null or of length 0 unless the rule is centered
     * @param momentum the {@linkplain RmsPropState#momentum() momentum buffer}; null or of length 0 unless the rule has one
     * @throws NullPointerException if an array that the rule uses is null
     * @throws IllegalArgumentException if lengths differ, an array has two roles, or the rule has no such buffer
     */
    public RmsPropState stateOf(float[] squareAverage, float[] gradientAverage, float[] momentum) {
        values.checkCombinations();
        return Arguments.state(variant, squareAverage, gradientAverage, momentum);
    }

    /**
     * {@return a kernel that runs SCALAR at once, and SIMD as soon as that is compiled} A daemon thread steps on scratch
     * buffers until C2 has compiled the vector loop; then every kernel of the same preset and switches runs it from its next
     * step on. The thread starts when the application's own start is over, or after 5 s; {@link RmsPropKernel#awaitSimd}
     * hurries it. Where SIMD cannot run, SCALAR stays, and the logger {@code io.github.rmspropsimd} warns once for each reason.
     *
     * <p>System properties, all of which begin with {@code io.github.rmspropsimd}: {@code .backend} is {@code auto}, {@code
     * scalar}, or {@code simd} for {@code kernel(Backend.SIMD)}; {@code .warmup} is {@code background}, or {@code off} to warm
     * up only what is awaited; {@code .warmup.timeout} is the number of seconds, 30, after which the warm-up gives up.
     * @throws UnsupportedOperationException if the first property is {@code simd} and SIMD cannot run, with the reason
     */
    public RmsPropKernel kernel() {
        values.checkCombinations();
        return Kernels.of(this);
    }

    /**
     * {@return a kernel on exactly this backend} SIMD is cold: until C2 has compiled the loop, after some thousands of steps,
     * its steps are slow and make garbage.
     * @param backend the backend
     * @throws UnsupportedOperationException if it cannot run here, or not this rule, with the reason
     */
    public RmsPropKernel kernel(Backend backend) {
        Objects.requireNonNull(backend, "backend");
        values.checkCombinations();
        return Kernels.of(this, backend);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RmsProp that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** The preset, and each value that it takes. */
    @Override
    public String toString() {
        return "RmsProp[" + values + "]";
    }
}
