// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * The RMSProp rule: a framework's arithmetic, hyperparameters and switches. Immutable; each {@code with} method returns
 * a changed copy, and checks its argument.
 *
 * <p>The rule divides each gradient g by the root of a leaky average s of its squares:
 *
 * <pre>{@code
 * s ← γ·s + (1 − γ)·g²
 * p ← p − η·g / √(s + ε)
 * }</pre>
 *
 * <p>Frameworks differ in where ε goes, what s starts from, whether η sits in the momentum buffer, how weight decay
 * enters, and in the order of factors. Each preset states its formula in order of operations, every operation rounded
 * to float on its own unless it is {@code fma}, and takes the switches that its framework has; {@link #d2l()} takes
 * all. In the formulas p, s, a and m are an element of the parameters, the square average, the gradient average and the
 * momentum buffer; g is the gradient times the step's gradient scale.
 *
 * <p>Of a gradient that hardly changes, a centered rule's variance s − a·a can round to less than 0. {@link #d2l()}
 * takes that for 0; the frameworks, and so their presets, take its root all the same, which can make a parameter NaN.
 *
 * <p>Hyperparameters are given in double, and rounded to float once; a bound holds for the number before and after. One
 * of 0 after rounding counts as 0.
 */
public final class RmsProp {

    private final Settings settings;
    private final Coefficients coefficients;
    private final Variant variant;

    private RmsProp(Settings settings) {
        this.settings = settings;
        this.coefficients = Coefficients.of(settings);
        this.variant = Variant.of(settings, coefficients);
    }

    /**
     * RMSProp as Dive into Deep Learning has it (section 12.8, RMSProp), after Tieleman and Hinton (2012): γ = 0.9, ε =
     * 1e-6 inside the root, s₀ = 0. It is the general rule, which takes every switch:
     *
     * <pre>{@code
     * g = −g                                    maximize
     * g = g + λ·p                               weight decay λ above 0
     * p = p − (p·ω)·η                           decoupled weight decay ω above 0
     * s = γ·s + (1 − γ)·(g·g)
     * v = s
     * a = γ·a + (1 − γ)·g,  v = s − a·a         centered
     * v = v < 0 ? 0 : v                         centered, unless the clamp is switched off
     * d = √(v + ε)                              ε inside the root
     * d = √v + ε                                ε outside the root
     *
     * p = p − (η·g)/d                           momentum 0
     * u = (η·g)/d,  m = μ·m + u                 momentum μ above 0, with η in its buffer:
     * p = p − m                                   without nesterov
     * p = p − (μ·m + u)                           with nesterov, in Optax's form
     * u = g/d,  m = μ·m + u                     momentum μ above 0, with η outside:
     * p = p − η·m                                 without nesterov
     * p = p − η·(μ·m + u)                         with nesterov
     * }</pre>
     *
     * <p>1 − γ is subtracted in double. The learning rate is in the momentum buffer unless it is put outside.
     *
     * @return the rule
     */
    public static RmsProp d2l() {
        return new RmsProp(Settings.of(Preset.D2L));
    }

    /**
     * PyTorch's RMSprop: γ = 0.99 (its α), ε = 1e-8 outside the root, s₀ = 0. Read from
     * {@code torch/csrc/api/src/optim/rmsprop.cpp} and {@code torch/optim/rmsprop.py}; the bits are those of
     * {@code torch::optim::RMSprop} of libtorch 2.7.1 and 2.10.0, as Maven Central has it, on a processor with fused
     * multiply-add.
     *
     * <pre>{@code
     * g = −g                                    maximize (Python's class alone has it)
     * g = fma(λ, p, g)                          weight decay λ above 0
     * s = fma((1 − γ)·g, g, γ·s)
     * v = s
     * a = fma(1 − γ, g, γ·a),  v = fma(−a, a, s)   centered
     * d = √v + ε
     *
     * p = p − (η·g)/d                           momentum 0
     * m = μ·m + g/d,  p = fma(−η, m, p)         momentum μ above 0
     * }</pre>
     *
     * <p>1 − γ is subtracted in double. Takes centered, momentum, weight decay and maximize. Python's
     * {@code torch.optim.RMSprop} has these bits too, but for two things that are not imitated: when centered, its
     * {@code lerp_} rounds a otherwise; and where its root is that of Intel's MKL, as in the wheels for x86, the root
     * is rounded as there (torch 2.13 on an AMD processor: one ulp off for 17 % of floats). Nor are {@code capturable}
     * and sparse gradients.
     *
     * <p>Where the processor has no fused multiply-add SIMD is refused for this rule, and SCALAR is slow and allocates.
     *
     * @return the rule
     */
    public static RmsProp pytorch() {
        return new RmsProp(Settings.of(Preset.PYTORCH));
    }

    /**
     * TensorFlow's {@code tf.compat.v1.train.RMSPropOptimizer}, the op {@code ResourceApplyRMSProp} or its centered
     * form: γ = 0.9, ε = 1e-10 inside the root, s₀ = 1. Read from {@code tensorflow/core/kernels/training_ops.cc} and
     * {@code tensorflow/python/training/rmsprop.py}; the bits are those of TensorFlow 2.16.2 and 2.18.0 on x86-64, but
     * that TensorFlow takes subnormal numbers for 0, which is not imitated.
     *
     * <pre>{@code
     * s = s + (g·g − s)·(1 − γ)
     * v = s
     * a = a + (g − a)·(1 − γ),  v = s − a·a     centered
     * m = μ·m + (η·g)/√(v + ε)                  also where μ = 0: the buffer always exists
     * p = p − m
     * }</pre>
     *
     * <p>1 − γ is subtracted in float. Takes centered, momentum and the initial square average.
     *
     * @return the rule
     */
    public static RmsProp tensorflow() {
        return new RmsProp(Settings.of(Preset.TENSORFLOW));
    }

    /**
     * Keras 3's {@code keras.optimizers.RMSprop}: γ = 0.9 (its ρ), ε = 1e-7 inside the root, s₀ = 0. What
     * {@code keras/src/optimizers/rmsprop.py} and {@code base_optimizer.py} of 3.15.1 state, operation by operation;
     * which bits a backend makes of that is the backend's affair, and the one for PyTorch has expressions of its own.
     *
     * <pre>{@code
     * p = p − (p·ω)·η                           decoupled weight decay ω above 0
     * s = γ·s + (1 − γ)·(g·g)
     * v = s
     * a = γ·a + (1 − γ)·g,  v = s − a·a         centered
     *
     * p = p − (η·g)/√(v + ε)                    momentum 0
     * m = μ·m + (η·g)/√(v + ε),  p = p − m      momentum μ above 0
     * }</pre>
     *
     * <p>1 − γ is subtracted in double. Takes centered, momentum and decoupled weight decay. Clipping, moving averages
     * of weights and gradient accumulation are not imitated; clipping by norm is a gradient scale.
     *
     * @return the rule
     */
    public static RmsProp keras() {
        return new RmsProp(Settings.of(Preset.KERAS));
    }

    /**
     * Optax's {@code optax.rmsprop}: γ = 0.9, ε = 1e-8 inside the root, s₀ = 0. What {@code optax/_src/alias.py} and
     * {@code transform.py} of 0.2.8 state, operation by operation, the reciprocal root as two of them; which bits XLA
     * makes of that is XLA's affair.
     *
     * <pre>{@code
     * s = γ·s + (1 − γ)·(g·g)
     * v = s
     * a = γ·a + (1 − γ)·g,  v = s − a·a         centered
     * r = 1/√(v + ε)                            ε inside the root
     * r = 1/(√v + ε)                            ε outside the root
     * u = −(η·(r·g))
     *
     * p = p + u                                 momentum 0
     * m = μ·m + u                               momentum μ above 0:
     * p = p + m                                   without nesterov
     * p = p + (μ·m + u)                           with nesterov
     * }</pre>
     *
     * <p>1 − γ is subtracted in double. Takes centered, momentum, nesterov, ε outside the root and the initial square
     * average (its {@code initial_scale}). Its bias correction is not imitated.
     *
     * @return the rule
     */
    public static RmsProp optax() {
        return new RmsProp(Settings.of(Preset.OPTAX));
    }

    /**
     * ND4J's {@code RmsProp} updater, Deeplearning4j's: γ = 0.95, ε = 1e-8 outside the root, s₀ = ε unless set by name.
     * Read from {@code libnd4j}'s {@code helpers/cpu/updaterRmsProp.cpp}; the bits are those of ND4J 1.0.0-M2.1.
     *
     * <pre>{@code
     * s = γ·s + (1 − γ)·(g·g)
     * p = p − (η·g)/(√s + ε)
     * }</pre>
     *
     * <p>1 − γ is subtracted in float. Takes the initial square average alone. Regularisation is another layer's work
     * there, and not imitated.
     *
     * @return the rule
     */
    public static RmsProp nd4j() {
        return new RmsProp(Settings.of(Preset.ND4J));
    }

    /**
     * MXNet's {@code rmsprop_update} or, centered, {@code rmspropalex_update}, as the Deep Java Library (DJL) calls
     * them: γ = 0.9 (its ρ), ε = 1e-8 inside the root, s₀ = 0. Read from {@code src/operator/optimizer_op-inl.h}; the
     * bits are those of DJL 0.36.0 on MXNet 1.9.1. (DJL hands hyperparameters on as text, and MXNet reads some below
     * 1e-3 as the float next to the one meant; the bits are then those of that float.)
     *
     * <pre>{@code
     * g = g + λ·p                               also where λ = 0
     *
     * s = γ·s + (1 − γ)·(g·g)                   not centered
     * p = p − η·(g/√(s + ε))
     *
     * s = γ·s + ((1 − γ)·g)·g                   centered
     * a = γ·a + (1 − γ)·g
     * m = μ·m − (η·g)/√((s − a·a) + ε)          also where μ = 0
     * p = p + m
     * }</pre>
     *
     * <p>1 − γ is subtracted in float. Takes centered, weight decay and, once centered, momentum, which is 0 unless set
     * (DJL's builder has 0.9). Clipping is not imitated.
     *
     * @return the rule
     */
    public static RmsProp mxnet() {
        return new RmsProp(Settings.of(Preset.MXNET));
    }

    private RmsProp with(Setting setting, Object value) {
        return new RmsProp(settings.with(setting, value));
    }

    /**
     * Sets γ, the weight of the past in the averages; PyTorch's α, Keras's and MXNet's ρ.
     *
     * @param decay at least 0 and below 1, also as a float: 0.99999999 rounds to 1 and is refused
     * @return the changed rule
     * @throws IllegalArgumentException if it is out of range or NaN
     */
    public RmsProp withDecay(double decay) {
        return with(Setting.DECAY, Arguments.fraction(Setting.DECAY, decay));
    }

    /**
     * Sets ε, which keeps the divisor from 0.
     *
     * @param epsilon above 0 and finite, also as a float: 1e-46 rounds to 0 and is refused
     * @return the changed rule
     * @throws IllegalArgumentException if it is out of range or NaN
     */
    public RmsProp withEpsilon(double epsilon) {
        return with(Setting.EPSILON, Arguments.positive(Setting.EPSILON, epsilon));
    }

    /**
     * Sets whether ε is added inside the root, √(v + ε), or outside, √v + ε. The same ε does not do for both: 1e-8
     * outside compares with 1e-16 inside.
     *
     * @param epsilonInsideRoot true for inside
     * @return the changed rule
     * @throws IllegalArgumentException if the preset's framework has it in one place alone, the other
     */
    public RmsProp withEpsilonInsideRoot(boolean epsilonInsideRoot) {
        return with(Setting.EPSILON_INSIDE_ROOT, epsilonInsideRoot);
    }

    /**
     * Sets s₀, what the average of squared gradients starts from in {@link #newState(int)}.
     *
     * @param initialSquareAverage at least 0 and finite, also as a float
     * @return the changed rule
     * @throws IllegalArgumentException if it is out of range or NaN, or the preset's framework has another one alone
     */
    public RmsProp withInitialSquareAverage(double initialSquareAverage) {
        return with(
                Setting.INITIAL_SQUARE_AVERAGE,
                Arguments.notNegative(Setting.INITIAL_SQUARE_AVERAGE, initialSquareAverage));
    }

    /**
     * Sets whether the gradient's own leaky average is subtracted, so that its variance stands under the root (Graves,
     * 2013). The state then has a {@link RmsPropState#gradientAverage()}. For MXNet set it before momentum.
     *
     * @param centered true to center
     * @return the changed rule
     * @throws IllegalArgumentException if the preset's framework has no such switch, or the rule is MXNet's with
     *     momentum, which has to be centered
     */
    public RmsProp withCentered(boolean centered) {
        return with(Setting.CENTERED, centered);
    }

    /**
     * Sets whether a variance that rounds to less than 0 is taken for 0. Without, the root of one below −ε is NaN, and
     * so is the parameter from then on; with ε outside the root, of any below 0. Of no effect on a rule that is not
     * centered.
     *
     * @param varianceClamped true to clamp
     * @return the changed rule
     * @throws IllegalArgumentException if the preset's framework has no such switch
     */
    public RmsProp withVarianceClamped(boolean varianceClamped) {
        return with(Setting.VARIANCE_CLAMPED, varianceClamped);
    }

    /**
     * Sets μ, the weight of past steps in the momentum buffer. Above 0 the state has a {@link RmsPropState#momentum()}.
     *
     * @param momentum at least 0 and below 1, also as a float
     * @return the changed rule
     * @throws IllegalArgumentException if it is out of range or NaN, the preset's framework has no momentum, it is 0
     *     and the rule nesterov, or it is above 0 and the rule MXNet's and not centered
     */
    public RmsProp withMomentum(double momentum) {
        return with(Setting.MOMENTUM, Arguments.fraction(Setting.MOMENTUM, momentum));
    }

    /**
     * Sets whether the momentum buffer sums steps, η included, or directions, which η multiplies afterwards. The two
     * differ where the learning rate changes. Of no effect on a rule without momentum.
     *
     * @param learningRateInMomentum true for steps
     * @return the changed rule
     * @throws IllegalArgumentException if the preset's framework has the other form alone
     */
    public RmsProp withLearningRateInMomentum(boolean learningRateInMomentum) {
        return with(Setting.LEARNING_RATE_IN_MOMENTUM, learningRateInMomentum);
    }

    /**
     * Sets whether a step looks ahead by Nesterov's method: it takes μ times the new buffer and the new direction. Set
     * the momentum first.
     *
     * @param nesterov true to look ahead
     * @return the changed rule
     * @throws IllegalArgumentException if the preset's framework has no such switch, or the momentum is 0
     */
    public RmsProp withNesterov(boolean nesterov) {
        return with(Setting.NESTEROV, nesterov);
    }

    /**
     * Sets λ, the share of the parameter that is added to its gradient (L2 regularisation).
     *
     * @param weightDecay at least 0 and finite, also as a float
     * @return the changed rule
     * @throws IllegalArgumentException if it is out of range or NaN, or the preset's framework has no such weight decay
     */
    public RmsProp withWeightDecay(double weightDecay) {
        return with(Setting.WEIGHT_DECAY, Arguments.notNegative(Setting.WEIGHT_DECAY, weightDecay));
    }

    /**
     * Sets ω, the share of the parameter that, times η, is taken from it before the step, past the averages.
     *
     * @param decoupledWeightDecay at least 0 and finite, also as a float
     * @return the changed rule
     * @throws IllegalArgumentException if it is out of range or NaN, or the preset's framework has no such weight decay
     */
    public RmsProp withDecoupledWeightDecay(double decoupledWeightDecay) {
        return with(
                Setting.DECOUPLED_WEIGHT_DECAY,
                Arguments.notNegative(Setting.DECOUPLED_WEIGHT_DECAY, decoupledWeightDecay));
    }

    /**
     * Sets whether the step goes up the gradient, which is negated before weight decay is added.
     *
     * @param maximize true to go up
     * @return the changed rule
     * @throws IllegalArgumentException if the preset's framework has no such switch
     */
    public RmsProp withMaximize(boolean maximize) {
        return with(Setting.MAXIMIZE, maximize);
    }

    /**
     * Sets whether a step leaves 0 in each gradient of its slice, ready to accumulate the next batch's. It happens in
     * the same pass over memory as the update, and every preset takes it, as it changes no other number.
     *
     * @param gradientsZeroed true to zero gradients, false to leave them as they are
     * @return the changed rule
     */
    public RmsProp withGradientsZeroed(boolean gradientsZeroed) {
        return with(Setting.GRADIENTS_ZEROED, gradientsZeroed);
    }

    /** {@return γ, the weight of the past in the averages, as it was given} */
    public double decay() {
        return settings.number(Setting.DECAY);
    }

    /** {@return ε, which keeps the divisor from 0, as it was given} */
    public double epsilon() {
        return settings.number(Setting.EPSILON);
    }

    /** {@return whether ε is added inside the root} */
    public boolean epsilonInsideRoot() {
        return settings.isOn(Setting.EPSILON_INSIDE_ROOT);
    }

    /** {@return s₀, what the average of squared gradients starts from, as it was given} */
    public double initialSquareAverage() {
        return settings.number(Setting.INITIAL_SQUARE_AVERAGE);
    }

    /** {@return whether the gradient's variance stands under the root} */
    public boolean centered() {
        return settings.isOn(Setting.CENTERED);
    }

    /** {@return whether a variance below 0 is taken for 0} */
    public boolean varianceClamped() {
        return settings.isOn(Setting.VARIANCE_CLAMPED);
    }

    /** {@return μ, the weight of past steps in the momentum buffer, as it was given} */
    public double momentum() {
        return settings.number(Setting.MOMENTUM);
    }

    /** {@return whether the momentum buffer has η inside} */
    public boolean learningRateInMomentum() {
        return settings.isOn(Setting.LEARNING_RATE_IN_MOMENTUM);
    }

    /** {@return whether a step looks ahead by Nesterov's method} */
    public boolean nesterov() {
        return settings.isOn(Setting.NESTEROV);
    }

    /** {@return λ, the share of the parameter that is added to its gradient, as it was given} */
    public double weightDecay() {
        return settings.number(Setting.WEIGHT_DECAY);
    }

    /** {@return ω, the share of the parameter that, times η, is taken from it, as it was given} */
    public double decoupledWeightDecay() {
        return settings.number(Setting.DECOUPLED_WEIGHT_DECAY);
    }

    /** {@return whether the step goes up the gradient} */
    public boolean maximize() {
        return settings.isOn(Setting.MAXIMIZE);
    }

    /** {@return whether a step leaves 0 in each gradient} */
    public boolean gradientsZeroed() {
        return settings.isOn(Setting.GRADIENTS_ZEROED);
    }

    /**
     * A fresh state for this rule.
     *
     * @param length the number of parameters, at least 0
     * @return a state whose square average is s₀ throughout, and whose other buffers, where the rule has them, are 0
     * @throws IllegalArgumentException if the length is negative
     */
    public RmsPropState newState(int length) {
        if (length < 0) {
            throw new IllegalArgumentException("length = " + length + " must be at least 0");
        }
        float[] squareAverage = new float[length];
        Arrays.fill(squareAverage, (float) initialSquareAverage());
        return new RmsPropState(
                squareAverage,
                variant.centered() ? new float[length] : RmsPropState.ABSENT,
                variant.momentum() ? new float[length] : RmsPropState.ABSENT);
    }

    /**
     * A state over the caller's own arrays, which are not copied and keep their contents: to go on from a checkpoint,
     * or to keep the buffers in memory of one's own. All have one length.
     *
     * @param squareAverage the average of squared gradients
     * @param gradientAverage the average of gradients; null or of length 0 unless the rule is centered
     * @param momentum the momentum buffer; null or of length 0 unless the rule has one
     * @return the state
     * @throws NullPointerException if an array is null that the rule uses
     * @throws IllegalArgumentException if an array is given for a buffer that the rule does not have, if lengths
     *     differ, or an array stands in two roles
     */
    public RmsPropState stateOf(float[] squareAverage, float[] gradientAverage, float[] momentum) {
        return Arguments.state(variant, squareAverage, gradientAverage, momentum);
    }

    /**
     * The kernel that serves this rule best here, and never worse than {@link Backend#SCALAR}: it returns at once and runs
     * SCALAR, while a daemon thread warms the vector loop on scratch buffers. Once that is compiled and allocates nothing,
     * usually in less than a second, every kernel of the same switches runs {@link Backend#SIMD} from its next step on.
     * Where SIMD cannot run, SCALAR stays, and a warning that says why is logged once, through {@link System.Logger}.
     * {@link RmsPropKernel#status()} tells which it is.
     *
     * <p>System properties: {@code io.github.rmspropsimd.backend} may be {@code scalar}, to choose SCALAR, or {@code
     * simd}, to insist on {@code kernel(Backend.SIMD)}; {@code io.github.rmspropsimd.warming} may be {@code off}, to
     * start no thread until {@link #warmUp()} is called; {@code io.github.rmspropsimd.mixing} may be {@code on}, to
     * have SIMD take roots and quotients of every fourth vector from multiplications, to the same bits, {@code off},
     * to have it take none, or {@code try}, to have it found out, once SIMD serves, from which length on that gains,
     * as is done with 512-bit lanes anyway; it concerns rules with ε inside the root, on JDK 25 or later; and {@code
     * io.github.rmspropsimd.warming.timeout} is the number of seconds, 30, after which a loop that still allocates is
     * given up. {@code auto} is the default of the first three; other values have no effect but a warning.
     *
     * @return a kernel
     * @throws UnsupportedOperationException if the first property is {@code simd} and SIMD cannot run, with the reason
     */
    public RmsPropKernel kernel() {
        return kernelWarmedBy(WarmingThread.isWanted() ? WarmingThread.INSTANCE : null, false);
    }

    /**
     * As {@link #kernel()}, but the vector loop is warmed by a task of this executor: on a thread of one's own, or,
     * with {@code Runnable::run}, before this method returns, unless another thread has begun. It takes some 0.7 s,
     * asleep for most of it, and as long as {@code io.github.rmspropsimd.warming.timeout} if C2 does not compile the
     * loop. If a kernel of the same switches has had it warmed or does so now, the task ends at once, or is not even
     * given to the executor. The library's own thread goes on, unless {@link #setBackgroundWarming} has switched it
     * off, where the executor's is interrupted or is a virtual one, whose allocation the JVM does not count, and
     * should the JVM lose the compiled code later.
     *
     * @param executor runs the task
     * @return a kernel
     * @throws NullPointerException if the executor is null
     * @throws java.util.concurrent.RejectedExecutionException if the executor does not take the task
     * @throws UnsupportedOperationException as {@link #kernel()}
     */
    public RmsPropKernel kernel(Executor executor) {
        return kernelWarmedBy(Objects.requireNonNull(executor, "executor"), true);
    }

    private RmsPropKernel kernelWarmedBy(Executor executor, boolean hurry) {
        if (SystemProperties.isSimdDemanded()) {
            return kernel(Backend.SIMD);
        }
        Serving serving;
        if (SystemProperties.isScalarChosen()) {
            String status = "SCALAR serves, since " + SimdGate.refusal() + ".";
            serving = Serving.fixed(Loops.scalar(variant), status);
        } else {
            serving = Serving.of(this);
            if (executor != null) {
                serving.warmOn(executor, hurry);
            }
        }
        return new RmsPropKernel(this, serving);
    }

    /**
     * Has the vector loop of this rule's switches warmed now, in the background, although no kernel is needed yet, or
     * although {@link #setBackgroundWarming} has switched that off. Does nothing if it has been or is being warmed.
     *
     * @return {@link RmsPropKernel#settled()} of a kernel of this rule
     * @throws UnsupportedOperationException as {@link #kernel()}
     */
    public CompletionStage<Backend> warmUp() {
        return kernelWarmedBy(WarmingThread.INSTANCE, true).settled();
    }

    /**
     * Whether {@link #kernel()} has vector loops warmed in the background, in the whole of this JVM from now on. What has
     * begun is not stopped. The system property {@code io.github.rmspropsimd.warming} says what it is at first.
     *
     * @param wanted false to start no thread, and let SCALAR serve until {@link #warmUp()} is called
     */
    public static void setBackgroundWarming(boolean wanted) {
        WarmingThread.want(wanted);
    }

    /**
     * A kernel on exactly this backend. SIMD is cold then: until C2 has compiled the rule's loop, which takes some thousands
     * of steps, its steps are slow and make garbage.
     *
     * @param backend the backend
     * @return a kernel
     * @throws NullPointerException if the backend is null
     * @throws UnsupportedOperationException if it cannot run here, or not this rule, with the reason
     */
    public RmsPropKernel kernel(Backend backend) {
        Objects.requireNonNull(backend, "backend");
        if (backend == Backend.SCALAR) {
            return new RmsPropKernel(this, Serving.fixed(Loops.scalar(variant), "SCALAR serves, as asked for."));
        }
        String refusal = SimdGate.refusal(variant);
        if (refusal != null) {
            throw new UnsupportedOperationException(SimdGate.sentence(refusal));
        }
        String status = "SIMD serves with " + VectorLoop.lanes() + " lanes, as asked for.";
        return new RmsPropKernel(this, Serving.fixed(Loops.vector(variant), status));
    }

    Preset preset() {
        return settings.preset();
    }

    Variant variant() {
        return variant;
    }

    Coefficients coefficients() {
        return coefficients;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RmsProp that && settings.equals(that.settings);
    }

    @Override
    public int hashCode() {
        return settings.hashCode();
    }

    /** The preset, and the value of each switch that it takes. */
    @Override
    public String toString() {
        return "RmsProp[" + settings + "]";
    }
}
