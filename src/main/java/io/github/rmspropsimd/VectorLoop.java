// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link ScalarLoop} in lanes, line by line. The only source file that refers to {@code jdk.incubator.vector}; nothing
 * loads it before {@link SimdGate} has found the module.
 *
 * <p>There is no tail. Every iteration updates a block of one to two vectors' width: one vector at the block's start
 * and one at its end, which overlap where the block is narrower than two. Both are loaded before either is stored, so
 * an element in the overlap is computed twice from the same inputs and stored twice with the same bits. Blocks
 * themselves never overlap: a second update of an element would be a second step.
 *
 * <p>Loading both vectors before storing also avoids a stall: where the arrays agree modulo 4 KiB, as large arrays do
 * under G1, a load behind a store to the same offset of another array waits for it (0.39 against 0.27 ns per element).
 */
final class VectorLoop extends Loop {

    private static final Variant CONSTANT = Specialiser.variantOf(MethodHandles.lookup());
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    /**
     * From this length on, blocks start on the cache line bounds of arrays that start where a heap region does, as arrays of
     * half a region and more do under G1. That gains 3 to 6 % at 4 and at 16 million elements; nothing at 1 million.
     */
    static final int ALIGNED_FROM = 1 << 20;

    /** The usual length of an array's header, in floats. */
    private static final int ARRAY_HEADER = 4;

    private final Variant variant;
    private final Loop scalar;

    VectorLoop(Variant variant) {
        this.variant = variant;
        this.scalar = Loops.scalar(variant);
    }

    /** Floats in one vector of the widest kind that this JVM uses. */
    static int lanes() {
        return LANES;
    }

    @Override
    void step(
            float[] params,
            float[] grads,
            RmsPropState state,
            int offset,
            int length,
            Coefficients coefficients,
            float learningRate,
            float gradientScale) {
        if (length < LANES) {
            scalar.step(params, grads, state, offset, length, coefficients, learningRate, gradientScale);
            return;
        }
        int head = 0;
        if (length >= ALIGNED_FROM) {
            head = 2 * LANES - (offset + ARRAY_HEADER) % LANES;
            stepInVectors(params, grads, state, offset, head, coefficients, learningRate, gradientScale);
        }
        stepInVectors(params, grads, state, offset + head, length - head, coefficients, learningRate, gradientScale);
    }

    /**
     * A method of its own, so that it is profiled from its own first call on. Where it shared a method with the short
     * lengths, thousands of these and then a long one made C2 compile the vectors at once, on an unripe profile of the
     * JDK's lane methods: some vectors stayed boxed for good (JDK 17, 384 bytes for each step, in 1 of 20 runs).
     */
    private void stepInVectors(
            float[] params,
            float[] grads,
            RmsPropState state,
            int offset,
            int length,
            Coefficients coefficients,
            float learningRate,
            float gradientScale) {
        Variant variant = CONSTANT != null ? CONSTANT : this.variant;
        float[] squareAverage = state.squareAverage;
        float decay = coefficients.decay();
        float oneMinusDecay = coefficients.oneMinusDecay();
        float epsilon = coefficients.epsilon();
        int end = offset + length;

        for (int i = offset, width; i < end; i += width) {
            int rest = end - i;
            width = rest <= 2 * LANES ? rest : Math.min(2 * LANES, rest - LANES); // leaves none or at least one vector
            int j = i + width - LANES;

            FloatVector pi = FloatVector.fromArray(SPECIES, params, i);
            FloatVector pj = FloatVector.fromArray(SPECIES, params, j);
            FloatVector gi = FloatVector.fromArray(SPECIES, grads, i);
            FloatVector gj = FloatVector.fromArray(SPECIES, grads, j);
            FloatVector si = FloatVector.fromArray(SPECIES, squareAverage, i);
            FloatVector sj = FloatVector.fromArray(SPECIES, squareAverage, j);

            gi = gi.mul(gradientScale);
            gj = gj.mul(gradientScale);
            si = si.mul(decay).add(gi.mul(gi).mul(oneMinusDecay));
            sj = sj.mul(decay).add(gj.mul(gj).mul(oneMinusDecay));
            pi = pi.sub(gi.mul(learningRate).div(si.add(epsilon).sqrt()));
            pj = pj.sub(gj.mul(learningRate).div(sj.add(epsilon).sqrt()));

            si.intoArray(squareAverage, i);
            sj.intoArray(squareAverage, j);
            pi.intoArray(params, i);
            pj.intoArray(params, j);
            if (variant.gradientsZeroed()) {
                FloatVector zero = FloatVector.zero(SPECIES);
                zero.intoArray(grads, i);
                zero.intoArray(grads, j);
            }
        }
    }
}
