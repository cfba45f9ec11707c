// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Applies a {@linkplain RmsProp rule}'s update in place, on a {@link Backend}.
 *
 * <p>With the gradient scale c, the learning rate η and the rule's hyperparameters, all rounded to float once, each
 * element i of the slice becomes, every operation rounded to float on its own unless the rule fuses it,
 *
 * <pre>{@code
 * g = grads[i]·c
 * s = γ·s + (1 − γ)·(g·g)            or as the preset of the rule states
 * p = p − (η·g) / √(s + ε)
 * grads[i] = 0                       if the rule zeroes gradients
 * }</pre>
 *
 * <p>The bits of the result are the same on every backend, processor and JDK, and however the buffers are cut into
 * slices. Which NaN an operation gives is left open. NaN and infinite gradients are data, not errors, and follow the
 * rules of IEEE 754; subnormal numbers are kept.
 *
 * <p>All buffers have one length, and no array may stand in two roles. Arguments are checked before anything is
 * written. A step allocates nothing, but for {@link Backend#SIMD} asked for by name, until its loop is compiled, and for
 * {@link RmsProp#pytorch()} where there is no fused multiply-add in hardware.
 *
 * <p>Thread-safe, and shared freely between threads. Steps at the same time on one state are allowed on disjoint slices,
 * best cut at multiples of 16 elements, a cache line's worth.
 */
public final class RmsPropKernel {

    private final RmsProp rule;
    private final Serving serving;

    RmsPropKernel(RmsProp rule, Serving serving) {
        this.rule = rule;
        this.serving = serving;
    }

    /**
     * Steps on the whole of the buffers with a gradient scale of 1.
     *
     * @param params the parameters p, updated in place
     * @param grads the gradients, only read unless the rule zeroes them
     * @param state a state of the parameters' length, with the buffers that the rule uses; updated in place
     * @param learningRate the learning rate η, finite as a float
     * @throws NullPointerException if an array or the state is null
     * @throws IllegalArgumentException if lengths differ, an array stands in two roles, the state has other buffers
     *     than the rule uses, or the learning rate is not finite
     */
    public void step(float[] params, float[] grads, RmsPropState state, double learningRate) {
        Objects.requireNonNull(params, "params");
        step(params, grads, state, 0, params.length, learningRate, 1);
    }

    /**
     * Steps on the slice {@code [offset, offset + length)} of every buffer alike, with a gradient scale of 1.
     *
     * @param params the parameters p, updated in place
     * @param grads the gradients, only read unless the rule zeroes them
     * @param state a state of the parameters' length, with the buffers that the rule uses; updated in place
     * @param offset the slice's first element, at least 0
     * @param length the slice's number of elements, at least 0
     * @param learningRate the learning rate η, finite as a float
     * @throws NullPointerException if an array or the state is null
     * @throws IllegalArgumentException if lengths differ, an array stands in two roles, the state has other buffers
     *     than the rule uses, or the learning rate is not finite
     * @throws IndexOutOfBoundsException if the slice does not lie within the buffers
     */
    public void step(float[] params, float[] grads, RmsPropState state, int offset, int length, double learningRate) {
        step(params, grads, state, offset, length, learningRate, 1);
    }

    /**
     * Steps on the slice {@code [offset, offset + length)} of every buffer alike.
     *
     * @param params the parameters p, updated in place
     * @param grads the gradients, only read unless the rule zeroes them
     * @param state a state of the parameters' length, with the buffers that the rule uses; updated in place
     * @param offset the slice's first element, at least 0
     * @param length the slice's number of elements, at least 0
     * @param learningRate the learning rate η, finite as a float
     * @param gradientScale the factor of each gradient before all else, such as 1 / batch size or the inverse of a loss
     *     scale; finite as a float; 1 gives the bits of the form without it
     * @throws NullPointerException if an array or the state is null
     * @throws IllegalArgumentException if lengths differ, an array stands in two roles, the state has other buffers
     *     than the rule uses, or the learning rate or the gradient scale is not finite
     * @throws IndexOutOfBoundsException if the slice does not lie within the buffers
     */
    public void step(
            float[] params,
            float[] grads,
            RmsPropState state,
            int offset,
            int length,
            double learningRate,
            double gradientScale) {
        Arguments.checkStep(rule.variant(), params, grads, state, offset, length);
        float rate = Arguments.finite("learningRate", learningRate);
        float scale = Arguments.finite("gradientScale", gradientScale);
        serving.loop().step(params, grads, state, offset, length, rule.coefficients(), rate, scale);
    }

    /**
     * The rule that this kernel applies.
     *
     * @return the rule
     */
    public RmsProp rule() {
        return rule;
    }

    /**
     * The backend that serves the next call. Of a kernel made by {@link RmsProp#kernel()} it changes from SCALAR to SIMD
     * once the vector loop is warm, and back should the JVM lose its compiled code.
     *
     * @return the backend
     */
    public Backend backend() {
        return serving.loop().backend();
    }

    /**
     * Who serves the next call and why, for a log.
     *
     * @return one sentence
     */
    public String status() {
        return serving.status();
    }

    /**
     * Waits until SIMD serves, or will not; has the vector loop warmed in the background if nobody has yet. Steps may be
     * taken meanwhile. Thread-safe.
     *
     * @param timeout how long to wait at most; not at all if 0 or negative
     * @return whether SIMD serves; {@link #status()} tells why not
     * @throws InterruptedException if the thread is interrupted while it waits
     * @throws NullPointerException if the timeout is null
     */
    public boolean awaitSimd(Duration timeout) throws InterruptedException {
        return serving.awaitSimd(Math.max(0, TimeUnit.NANOSECONDS.convert(timeout)));
    }

    /**
     * Completes with the backend that serves, once it is decided for the first time: SIMD when the vector loop is warm,
     * SCALAR when it cannot be or was given up; at once for a kernel on a fixed backend. It never fails, and where nothing
     * warms the loop it never completes. Actions that depend on it run on the thread that warmed the loop, unless they are
     * asynchronous, and keep it from warming others; they must not wait for these.
     *
     * @return the stage
     */
    public CompletionStage<Backend> settled() {
        return serving.settled();
    }

    @Override
    public String toString() {
        return "RmsPropKernel[" + rule + ", " + backend() + "]";
    }
}
