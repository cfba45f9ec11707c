// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import java.util.Arrays;
import java.util.Objects;

/**
 * The RMSProp rule: its hyperparameters and switches. Immutable; each {@code with} method returns a changed copy, and
 * checks its argument.
 *
 * <p>The rule divides each gradient g by the root of a leaky average s of its squares:
 *
 * <pre>{@code
 * s ← γ·s + (1 − γ)·g²
 * p ← p − η·g / √(s + ε)
 * }</pre>
 *
 * <p>{@link RmsPropKernel} states the update in its order of operations. Hyperparameters are given in double, and rounded
 * to float once; a bound holds for the number before and after. 1 − γ is subtracted in double and then rounded.
 */
public final class RmsProp {

    private final Variant variant;
    private final double decay;
    private final double epsilon;
    private final double initialSquareAverage;
    private final Coefficients coefficients;

    private RmsProp(Variant variant, double decay, double epsilon, double initialSquareAverage) {
        this.variant = variant;
        this.decay = decay;
        this.epsilon = epsilon;
        this.initialSquareAverage = initialSquareAverage;
        this.coefficients = Coefficients.of(decay, epsilon);
    }

    /**
     * RMSProp as Dive into Deep Learning has it (section 12.8, RMSProp), after Tieleman and Hinton (2012): γ = 0.9,
     * ε = 1e-6 inside the root, s₀ = 0, gradients left as they are.
     *
     * @return the rule
     */
    public static RmsProp d2l() {
        return new RmsProp(new Variant(false), 0.9, 1e-6, 0);
    }

    /**
     * Sets γ, the weight of the past in the average of squared gradients.
     *
     * @param decay at least 0 and below 1, also as a float: 0.99999999 rounds to 1 and is refused
     * @return the changed rule
     * @throws IllegalArgumentException if it is out of range or NaN
     */
    public RmsProp withDecay(double decay) {
        return new RmsProp(variant, Arguments.fraction("decay", decay), epsilon, initialSquareAverage);
    }

    /**
     * Sets ε, which is added to s inside the root and keeps the divisor from 0.
     *
     * @param epsilon above 0 and finite, also as a float: 1e-46 rounds to 0 and is refused
     * @return the changed rule
     * @throws IllegalArgumentException if it is out of range or NaN
     */
    public RmsProp withEpsilon(double epsilon) {
        return new RmsProp(variant, decay, Arguments.positive("epsilon", epsilon), initialSquareAverage);
    }

    /**
     * Sets s₀, what the average of squared gradients starts from in {@link #newState(int)}.
     *
     * @param initialSquareAverage at least 0 and finite, also as a float
     * @return the changed rule
     * @throws IllegalArgumentException if it is out of range or NaN
     */
    public RmsProp withInitialSquareAverage(double initialSquareAverage) {
        return new RmsProp(
                variant, decay, epsilon, Arguments.notNegative("initialSquareAverage", initialSquareAverage));
    }

    /**
     * Sets whether a step leaves 0 in each gradient of its slice, ready to accumulate the next batch's. It happens in the
     * same pass over memory as the update.
     *
     * @param gradientsZeroed true to zero gradients, false to leave them as they are
     * @return the changed rule
     */
    public RmsProp withGradientsZeroed(boolean gradientsZeroed) {
        return new RmsProp(new Variant(gradientsZeroed), decay, epsilon, initialSquareAverage);
    }

    /**
     * The weight γ of the past in the average of squared gradients.
     *
     * @return γ as it was given, before rounding to float
     */
    public double decay() {
        return decay;
    }

    /**
     * The number ε that is added inside the root.
     *
     * @return ε as it was given, before rounding to float
     */
    public double epsilon() {
        return epsilon;
    }

    /**
     * What the average of squared gradients starts from.
     *
     * @return s₀ as it was given, before rounding to float
     */
    public double initialSquareAverage() {
        return initialSquareAverage;
    }

    /**
     * Whether a step leaves 0 in each gradient.
     *
     * @return true if gradients are zeroed
     */
    public boolean gradientsZeroed() {
        return variant.gradientsZeroed();
    }

    /**
     * A fresh state for this rule.
     *
     * @param length the number of parameters, at least 0
     * @return a state whose square average is s₀ throughout
     * @throws IllegalArgumentException if the length is negative
     */
    public RmsPropState newState(int length) {
        if (length < 0) {
            throw new IllegalArgumentException("length = " + length + " must be at least 0");
        }
        float[] squareAverage = new float[length];
        Arrays.fill(squareAverage, (float) initialSquareAverage);
        return new RmsPropState(squareAverage, RmsPropState.ABSENT, RmsPropState.ABSENT);
    }

    /**
     * A state over the caller's own arrays, which are not copied and keep their contents: to go on from a checkpoint, or
     * to keep the buffers in memory of one's own.
     *
     * @param squareAverage the average of squared gradients
     * @param gradientAverage null or of length 0: this rule has no such buffer
     * @param momentum null or of length 0: this rule has no such buffer
     * @return the state
     * @throws NullPointerException if {@code squareAverage} is null
     * @throws IllegalArgumentException if an array is given for a buffer that the rule does not have
     */
    public RmsPropState stateOf(float[] squareAverage, float[] gradientAverage, float[] momentum) {
        return new RmsPropState(
                squareAverage,
                Arguments.absent("gradientAverage", gradientAverage),
                Arguments.absent("momentum", momentum));
    }

    /**
     * The kernel that serves this rule best here: {@link Backend#SIMD} where it can run, {@link Backend#SCALAR} otherwise,
     * and then a warning that says why is logged once, through {@link System.Logger}.
     *
     * <p>The system property {@code io.github.rmspropsimd.backend}, read once, may be {@code scalar} to choose SCALAR, or
     * {@code simd} to insist on SIMD; {@code auto} is the default, taken with a warning for any other value.
     *
     * @return a kernel
     * @throws UnsupportedOperationException if that property is {@code simd} and SIMD cannot run, with the reason
     */
    public RmsPropKernel kernel() {
        if (Backend.SIMD.isAvailable() || SimdGate.isDemanded()) {
            return kernel(Backend.SIMD);
        }
        SimdGate.logRefusal();
        String status = "SCALAR serves, since " + SimdGate.refusal() + ".";
        return new RmsPropKernel(this, Backend.SCALAR, Loops.scalar(variant), status);
    }

    /**
     * A kernel on exactly this backend.
     *
     * @param backend the backend
     * @return a kernel
     * @throws NullPointerException if the backend is null
     * @throws UnsupportedOperationException if it cannot run here, with the reason
     */
    public RmsPropKernel kernel(Backend backend) {
        Objects.requireNonNull(backend, "backend");
        if (!backend.isAvailable()) {
            throw new UnsupportedOperationException(backend.explanation());
        }
        return backend == Backend.SIMD
                ? new RmsPropKernel(
                        this, backend, Loops.vector(variant), "SIMD serves with " + VectorLoop.lanes() + " lanes.")
                : new RmsPropKernel(this, backend, Loops.scalar(variant), "SCALAR serves, as asked for.");
    }

    Variant variant() {
        return variant;
    }

    Coefficients coefficients() {
        return coefficients;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RmsProp that
                && variant.equals(that.variant)
                && decay == that.decay
                && epsilon == that.epsilon
                && initialSquareAverage == that.initialSquareAverage;
    }

    @Override
    public int hashCode() {
        return Objects.hash(variant, decay, epsilon, initialSquareAverage);
    }

    @Override
    public String toString() {
        return "RmsProp[decay=" + decay + ", epsilon=" + epsilon + ", initialSquareAverage=" + initialSquareAverage
                + ", gradientsZeroed=" + gradientsZeroed() + "]";
    }
}
