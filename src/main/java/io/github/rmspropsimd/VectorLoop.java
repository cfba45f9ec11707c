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
     * From this length on, blocks start on the cache line bounds of arrays that start where a heap region does, as
     * arrays of half a region and more do under G1. That gains 3 to 6 % at 4 and at 16 million elements; nothing at 1
     * million.
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
        boolean libtorch = variant.arithmetic() == Arithmetic.LIBTORCH;
        boolean tensorflow = variant.arithmetic() == Arithmetic.TENSORFLOW;
        boolean mxnet = variant.arithmetic() == Arithmetic.MXNET;
        boolean optax = variant.arithmetic() == Arithmetic.OPTAX;
        boolean centered = variant.centered();
        boolean varianceClamped = variant.varianceClamped();
        boolean epsilonInsideRoot = variant.epsilonInsideRoot();
        boolean hasMomentum = variant.momentum();
        boolean learningRateInMomentum = variant.learningRateInMomentum();
        boolean nesterov = variant.nesterov();
        boolean hasWeightDecay = variant.weightDecay();
        boolean hasDecoupledWeightDecay = variant.decoupledWeightDecay();
        boolean maximize = variant.maximize();
        boolean gradientsZeroed = variant.gradientsZeroed();

        float[] squareAverage = state.squareAverage;
        float[] gradientAverage = state.gradientAverage;
        float[] momentumBuffer = state.momentum;
        float decay = coefficients.decay();
        float oneMinusDecay = coefficients.oneMinusDecay();
        float epsilon = coefficients.epsilon();
        float momentum = coefficients.momentum();
        float weightDecay = coefficients.weightDecay();
        float decoupledWeightDecay = coefficients.decoupledWeightDecay();
        int end = offset + length;

        for (int i = offset, width; i < end; i += width) {
            int rest = end - i;
            width = rest <= 2 * LANES ? rest : Math.min(2 * LANES, rest - LANES); // leaves none or at least one vector
            int j = i + width - LANES;

            FloatVector pi = FloatVector.fromArray(SPECIES, params, i);
            FloatVector pj = FloatVector.fromArray(SPECIES, params, j);
            FloatVector si = FloatVector.fromArray(SPECIES, squareAverage, i);
            FloatVector sj = FloatVector.fromArray(SPECIES, squareAverage, j);
            FloatVector gi = FloatVector.fromArray(SPECIES, grads, i).mul(gradientScale);
            FloatVector gj = FloatVector.fromArray(SPECIES, grads, j).mul(gradientScale);
            if (maximize) {
                gi = gi.neg();
                gj = gj.neg();
            }
            if (hasWeightDecay) {
                gi = libtorch ? FloatVector.broadcast(SPECIES, weightDecay).fma(pi, gi) : gi.add(pi.mul(weightDecay));
                gj = libtorch ? FloatVector.broadcast(SPECIES, weightDecay).fma(pj, gj) : gj.add(pj.mul(weightDecay));
            }
            if (hasDecoupledWeightDecay) {
                pi = pi.sub(pi.mul(decoupledWeightDecay).mul(learningRate));
                pj = pj.sub(pj.mul(decoupledWeightDecay).mul(learningRate));
            }

            if (libtorch) {
                si = gi.mul(oneMinusDecay).fma(gi, si.mul(decay));
                sj = gj.mul(oneMinusDecay).fma(gj, sj.mul(decay));
            } else if (tensorflow) {
                si = si.add(gi.mul(gi).sub(si).mul(oneMinusDecay));
                sj = sj.add(gj.mul(gj).sub(sj).mul(oneMinusDecay));
            } else if (mxnet && centered) {
                si = si.mul(decay).add(gi.mul(oneMinusDecay).mul(gi));
                sj = sj.mul(decay).add(gj.mul(oneMinusDecay).mul(gj));
            } else {
                si = si.mul(decay).add(gi.mul(gi).mul(oneMinusDecay));
                sj = sj.mul(decay).add(gj.mul(gj).mul(oneMinusDecay));
            }

            FloatVector ai = null;
            FloatVector aj = null;
            FloatVector vi = si;
            FloatVector vj = sj;
            if (centered) {
                ai = FloatVector.fromArray(SPECIES, gradientAverage, i);
                aj = FloatVector.fromArray(SPECIES, gradientAverage, j);
                if (libtorch) {
                    ai = FloatVector.broadcast(SPECIES, oneMinusDecay).fma(gi, ai.mul(decay));
                    aj = FloatVector.broadcast(SPECIES, oneMinusDecay).fma(gj, aj.mul(decay));
                    vi = ai.neg().fma(ai, si);
                    vj = aj.neg().fma(aj, sj);
                } else if (tensorflow) {
                    ai = ai.add(gi.sub(ai).mul(oneMinusDecay));
                    aj = aj.add(gj.sub(aj).mul(oneMinusDecay));
                    vi = si.sub(ai.mul(ai));
                    vj = sj.sub(aj.mul(aj));
                } else {
                    ai = ai.mul(decay).add(gi.mul(oneMinusDecay));
                    aj = aj.mul(decay).add(gj.mul(oneMinusDecay));
                    vi = si.sub(ai.mul(ai));
                    vj = sj.sub(aj.mul(aj));
                }
                if (varianceClamped) {
                    // Half the time of max, which also tells 0 from -0; the sum with epsilon is the same.
                    vi = vi.blend(0f, vi.lt(0f));
                    vj = vj.blend(0f, vj.lt(0f));
                }
            }
            FloatVector di =
                    epsilonInsideRoot ? vi.add(epsilon).sqrt() : vi.sqrt().add(epsilon);
            FloatVector dj =
                    epsilonInsideRoot ? vj.add(epsilon).sqrt() : vj.sqrt().add(epsilon);

            FloatVector ui;
            FloatVector uj;
            if (!learningRateInMomentum) {
                ui = gi.div(di);
                uj = gj.div(dj);
            } else if (optax) {
                ui = FloatVector.broadcast(SPECIES, 1f)
                        .div(di)
                        .mul(gi)
                        .mul(learningRate)
                        .neg();
                uj = FloatVector.broadcast(SPECIES, 1f)
                        .div(dj)
                        .mul(gj)
                        .mul(learningRate)
                        .neg();
            } else if (mxnet && centered) {
                ui = gi.mul(learningRate).div(di).neg();
                uj = gj.mul(learningRate).div(dj).neg();
            } else if (mxnet) {
                ui = gi.div(di).mul(learningRate).neg();
                uj = gj.div(dj).mul(learningRate).neg();
            } else {
                ui = gi.mul(learningRate).div(di);
                uj = gj.mul(learningRate).div(dj);
            }
            FloatVector mi = null;
            FloatVector mj = null;
            if (hasMomentum) {
                mi = FloatVector.fromArray(SPECIES, momentumBuffer, i)
                        .mul(momentum)
                        .add(ui);
                mj = FloatVector.fromArray(SPECIES, momentumBuffer, j)
                        .mul(momentum)
                        .add(uj);
                ui = nesterov ? mi.mul(momentum).add(ui) : mi;
                uj = nesterov ? mj.mul(momentum).add(uj) : mj;
            }

            if (mxnet || optax) {
                pi = pi.add(ui);
                pj = pj.add(uj);
            } else if (learningRateInMomentum) {
                pi = pi.sub(ui);
                pj = pj.sub(uj);
            } else if (libtorch) {
                pi = FloatVector.broadcast(SPECIES, -learningRate).fma(ui, pi);
                pj = FloatVector.broadcast(SPECIES, -learningRate).fma(uj, pj);
            } else {
                pi = pi.sub(ui.mul(learningRate));
                pj = pj.sub(uj.mul(learningRate));
            }

            si.intoArray(squareAverage, i);
            sj.intoArray(squareAverage, j);
            if (centered) {
                ai.intoArray(gradientAverage, i);
                aj.intoArray(gradientAverage, j);
            }
            if (hasMomentum) {
                mi.intoArray(momentumBuffer, i);
                mj.intoArray(momentumBuffer, j);
            }
            pi.intoArray(params, i);
            pj.intoArray(params, j);
            if (gradientsZeroed) {
                FloatVector zero = FloatVector.zero(SPECIES);
                zero.intoArray(grads, i);
                zero.intoArray(grads, j);
            }
        }
    }
}
