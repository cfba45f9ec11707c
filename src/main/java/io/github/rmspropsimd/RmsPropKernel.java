// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import io.github.rmspropsimd.internal.warmup.LoopSelector;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Applies the update of a {@linkplain RmsProp rule} in place, on a {@link Backend}.
 *
 * <p>With the gradient scale c, the learning rate η and the rule's numbers as floats, each element i of the slice becomes
 * <pre>{@code
 * g = grads[i]·c
 * s = γ·s + (1 − γ)·(g·g)            or as the preset of the rule states
 * p = p − (η·g) / √(s + ε)
 * grads[i] = 0                       if the rule zeroes gradients
 * }</pre>
 * Every operation is rounded to float on its own, unless the rule fuses it. The result has the same bits on every backend,
 * processor and JDK, however the buffers are cut into slices; only the kind of a NaN is left open. NaN and infinite gradients
 * follow IEEE 754, and subnormal numbers are kept.
 *
 * <p>Every form checks its arguments before it writes anything. It throws NullPointerException for a null array or state;
 * IllegalArgumentException if lengths differ, an array has two roles, the state has other buffers than the rule or
 * another {@linkplain RmsPropState#momentum() convention of momentum}, or a rate or scale is not finite as a float;
 * IndexOutOfBoundsException if a slice or a row leaves its arrays.
 *
 * <p>A step allocates nothing, except {@link Backend#SIMD} asked for by name until its loop is compiled, and {@link
 * RmsProp#pytorch()} without fused multiply-add in hardware. Thread-safe: threads may step on one state at the same time if
 * their slices are disjoint. A step writes no element outside its slice. Cut at multiples of 16 elements for speed.
 */
public final class RmsPropKernel {
    private final RmsProp rule;
    private final LoopSelector selector;
    final boolean centered;
    final MomentumConvention convention;

    RmsPropKernel(RmsProp rule, LoopSelector selector) {
        this.rule = rule;
        this.selector = selector;
        this.centered = rule.variant.centered();
        this.convention = MomentumConvention.of(rule.variant);
    }

    /**
     * Steps on the whole buffers with a gradient scale of 1.
     * @param params the parameters p, updated in place
     * @param grads the gradients, as long as the parameters; only read unless the rule zeroes them
     * @param state a state of the parameters' length, updated in place
     * @param learningRate the learning rate η, finite
     */
    public void step(float[] params, float[] grads, RmsPropState state, double learningRate) {
        step(params, grads, state, 0, params == null ? 0 : params.length, learningRate, 1);
    }

    /**
     * Steps on the slice {@code [offset, offset + length)} of all buffers with a gradient scale of 1.
     * @param params the parameters p, updated in place
     * @param grads the gradients, as long as the parameters; only read unless the rule zeroes them
     * @param state a state of the parameters' length, updated in place
     * @param offset the first element of the slice, at least 0
     * @param length the number of elements, at least 0
     * @param learningRate the learning rate η, finite
     */
    public void step(float[] params, float[] grads, RmsPropState state, int offset, int length, double learningRate) {
        step(params, grads, state, offset, length, learningRate, 1);
    }

    /**
     * Steps on the slice {@code [offset, offset + length)} of all buffers.
     * @param params the parameters p, updated in place
     * @param grads the gradients, as long as the parameters; only read unless the rule zeroes them
     * @param state a state of the parameters' length, updated in place
     * @param offset the first element of the slice, at least 0
     * @param length the number of elements, at least 0
     * @param learningRate the learning rate η, finite
     * @param gradientScale the factor of each gradient before all else, such as 1 / batch size; finite
     */
    public void step(
            float[] params,
            float[] grads,
            RmsPropState state,
            int offset,
            int length,
            double learningRate,
            double gradientScale) {
        if (params == null || grads == null || grads.length != params.length) {
            Arguments.checkSameLength(params, grads);
        }
        step(params, offset, grads, offset, state, length, learningRate, gradientScale);
    }

    /**
     * Steps on {@code length} elements of parameters and state from {@code offset} on, with the gradients from {@code
     * gradsOffset} on: for a gradient in an array of its own. Gives the bits of the form with one offset.
     * @param params the parameters p, updated in place
     * @param offset the first element of the parameters and the state, at least 0
     * @param grads the gradients, of any length; only read unless the rule zeroes them
     * @param gradsOffset the first gradient, at least 0
     * @param state a state of the parameters' length, updated in place
     * @param length the number of elements, at least 0
     * @param learningRate the learning rate η, finite
     * @param gradientScale the factor of each gradient before all else; finite
     */
    public void step(
            float[] params,
            int offset,
            float[] grads,
            int gradsOffset,
            RmsPropState state,
            int length,
            double learningRate,
            double gradientScale) {
        float rate = (float) learningRate;
        float scale = (float) gradientScale;
        if (isSuspect(params, grads, state, rate, scale)
                || (offset | gradsOffset | length) < 0
                || length > params.length - offset // no sum that could overflow
                || length > grads.length - gradsOffset) {
            Arguments.checkStep(this, params, offset, grads, gradsOffset, state, length, learningRate, gradientScale);
        }
        selector.active()
                .step(params, offset, grads, gradsOffset, length, state.buffers, rule.coefficients, rate, scale);
    }

    /**
     * Steps on rows of a table, such as the embeddings that an event touches. Row i of the gradients, {@code
     * grads[i·rowLength … (i + 1)·rowLength)}, updates row {@code rows[i]} of the parameters and of the state, for i = 0 …
     * rowCount − 1, in this order, with the bits of {@link #step step} on that row. A row that occurs twice takes two steps,
     * as in TensorFlow's sparse operator. A row that does not occur keeps its parameters, averages and momentum (lazy decay).
     * A rule that zeroes gradients zeroes those rows.
     * @param params the parameters p, row after row, updated in place
     * @param grads the gradients, at least {@code rowCount·rowLength}; only read unless the rule zeroes them
     * @param state a state of the parameters' length, updated in place
     * @param rows the rows to update, each at least 0 and below {@code params.length / rowLength}; only read
     * @param rowCount how many of them, at least 0 and at most {@code rows.length}
     * @param rowLength the elements of a row, at least 0
     * @param learningRate the learning rate η, finite
     * @param gradientScale the factor of each gradient before all else; finite
     */
    public void stepRows(
            float[] params,
            float[] grads,
            RmsPropState state,
            int[] rows,
            int rowCount,
            int rowLength,
            double learningRate,
            double gradientScale) {
        float rate = (float) learningRate;
        float scale = (float) gradientScale;
        if (isSuspect(params, grads, state, rate, scale)
                || rows == null
                || (rowCount | rowLength) < 0
                || rowCount > rows.length
                || (long) rowCount * rowLength > grads.length
                || !areBelow(rows, rowCount, rowLength == 0 ? Integer.MAX_VALUE : params.length / rowLength)) {
            Arguments.checkRows(this, params, grads, state, rows, rowCount, rowLength, learningRate, gradientScale);
        }
        selector.active()
                .forLength(rowLength)
                .stepRows(params, grads, rows, rowCount, rowLength, state.buffers, rule.coefficients, rate, scale);
    }

    private static boolean areBelow(int[] rows, int rowCount, int limit) {
        int k = 0;
        while (k < rowCount && rows[k] >= 0 && rows[k] < limit) {
            k++;
        }
        return k == rowCount;
    }

    /**
     * Whether anything can be wrong; {@link Arguments} says what is. Its messages stay out of this class: the thread whose
     * call makes the JVM compile a method allocates all string constants of the method's class.
     */
    @SuppressWarnings("ReferenceEquality") // whether two arrays are one is the question
    private boolean isSuspect(float[] params, float[] grads, RmsPropState state, float rate, float scale) {
        return params == null
                || grads == null
                || state == null
                || state.buffers.squareAverage().length != params.length
                || state.centered != centered
                || state.convention != convention
                || params == grads
                || params == state.buffers.squareAverage()
                || grads == state.buffers.squareAverage()
                || params == state.buffers.gradientAverage()
                || grads == state.buffers.gradientAverage()
                || params == state.buffers.momentum()
                || grads == state.buffers.momentum()
                || !Float.isFinite(rate)
                || !Float.isFinite(scale);
    }

    /**
     * Waits until SIMD is active and hurries the warm-up; starts it, also if background warm-up is off. Then calls every form
     * of a step on scratch buffers, for some 10 ms: the JVM compiles methods that are called often.
     * @param timeout how long to wait; 0 or less does not wait
     * @return true once SIMD is active; false if the deadline passed or SIMD cannot run; {@link #status()} gives the reason
     * @throws InterruptedException if this thread is interrupted while it waits
     */
    public boolean awaitSimd(Duration timeout) throws InterruptedException {
        long nanoseconds = Math.max(0, TimeUnit.NANOSECONDS.convert(timeout));
        boolean active = selector.awaitVector(nanoseconds);
        if (active && nanoseconds > 0 && !selector.isFixed()) {
            CallWarmUp.run(this);
        }
        return active;
    }

    /** {@return the rule that this kernel applies} */
    public RmsProp rule() {
        return rule;
    }

    /**
     * {@return the active backend, which the next step runs} That of {@link RmsProp#kernel()} changes from SCALAR to SIMD
     * when the vector loop is compiled, and back if the JVM drops the compiled code.
     */
    public Backend backend() {
        return selector.active().isVector() ? Backend.SIMD : Backend.SCALAR;
    }

    /** {@return one sentence for a log: the active backend and the reason for it} */
    public String status() {
        return selector.active().status();
    }

    @Override
    public String toString() {
        return List.of(rule, backend()).toString(); // no string constant, see step
    }
}
