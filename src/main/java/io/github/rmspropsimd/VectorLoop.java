// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link ScalarLoop} in lanes, line by line but for {@link Mixing}. The only source file that refers to {@code
 * jdk.incubator.vector}; nothing loads it before {@link SimdGate} has found the module.
 *
 * <p>Whole vectors are taken one after the other. What they leave at the end of the slice, less than a vector, is updated
 * first, by a vector that overlaps them. The elements that they share are then put back to what they were, since a
 * second update would be a second step, and updated again with the rest, to the same bits. A few elements take the
 * scalar loop.
 */
final class VectorLoop extends Loop {

    private static final Specialiser.Order ORDER = Specialiser.orderOf(MethodHandles.lookup());
    private static final Variant CONSTANT = ORDER != null ? ORDER.variant : null;
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    /** Whether every fourth vector goes past the divider: see {@link Mixing}. */
    private static final boolean MIXED = ORDER != null && ORDER.mixed && CONSTANT.epsilonInsideRoot();

    private static final int FOURTH = (Mixing.VECTORS - 1) * LANES;

    /** Made in the loop, it stayed an object in some compilations, 64 bytes for each step (JDK 17). */
    private static final FloatVector ZERO = FloatVector.zero(SPECIES);

    static {
        if (ORDER != null) {
            ORDER.loop = new VectorLoop(CONSTANT);
        }
    }

    /**
     * From this length on, vectors start on multiples of their size in arrays that start where a heap region does, as
     * arrays of half a region and more do under G1. With 512-bit lanes, whose vectors are cache lines, that gained 3 to
     * 6 % at 4 and at 16 million elements, and nothing at 1 million.
     */
    static final int ALIGNED_FROM = 1 << 20;

    /** The usual length of an array's header, in floats. */
    private static final int ARRAY_HEADER = 4;

    /** So many elements take the scalar loop 4 to 15 ns; an overlapping vector, with what it puts back, takes 10 to 18. */
    private static final int FEW = 4;

    private final Variant variant;

    /** The loop of steps shorter than {@link #mixedFrom}; null where nothing is mixed. */
    private final Loop unmixed;

    /** Not the loop that kernels run: C2 would compile that one for short lengths, and make no vectors of it. */
    private final Loop scalar;

    private final int mixedFrom;
    private final int longSlice;

    VectorLoop(Variant variant) {
        this(variant, MIXED ? Loops.unmixed(variant) : null, Loops.newScalar(variant), 0, ALIGNED_FROM);
    }

    private VectorLoop(Variant variant, Loop unmixed, Loop scalar, int mixedFrom, int longSlice) {
        this.variant = variant;
        this.unmixed = unmixed;
        this.scalar = scalar;
        this.mixedFrom = mixedFrom;
        this.longSlice = longSlice;
    }

    @Override
    Loop withLongSlicesFrom(int length) {
        return new VectorLoop(variant, unmixed, scalar, mixedFrom, length);
    }

    @Override
    Loop mixedFrom(int length) {
        return new VectorLoop(variant, unmixed, scalar, length, longSlice);
    }

    @Override
    Backend backend() {
        return Backend.SIMD;
    }

    /**
     * Loads what an application that uses vectors of other shapes would load later. C2 relies on a class having no other
     * subclass than those that are loaded, and throws the code away once one is. A precaution: without it no test lost
     * the code (JDK 25).
     */
    static void loadSpecies() {
        for (VectorShape shape : VectorShape.values()) {
            FloatVector vector = FloatVector.zero(VectorSpecies.of(float.class, shape));
            vector.blend(0f, vector.lt(0f)).intoArray(new float[vector.length()], 0);
            vector.reinterpretAsInts().lanewise(VectorOperators.LSHR, 1).reinterpretAsFloats();
        }
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
        } else if (MIXED && length < mixedFrom) {
            unmixed.step(params, grads, state, offset, length, coefficients, learningRate, gradientScale);
        } else if (length % LANES == 0 && length < longSlice) {
            stepInVectors(params, grads, state, offset, offset + length, coefficients, learningRate, gradientScale);
        } else {
            stepWithRest(params, grads, state, offset, length, coefficients, learningRate, gradientScale);
        }
    }

    /**
     * Updates at least a vector, and what is left at the end. A method too long for C2 to inline: inlined, its vectors cost
     * a step without a rest up to 20 ns.
     */
    private void stepWithRest(
            float[] params,
            float[] grads,
            RmsPropState state,
            int offset,
            int length,
            Coefficients coefficients,
            float learningRate,
            float gradientScale) {
        int from = offset;
        int end = offset + length;
        int few = FEW;
        if (length >= longSlice) {
            from += LANES - 1 - (offset + ARRAY_HEADER + LANES - 1) % LANES;
            few = LANES; // nothing in so long a step, and one path less to be compiled by such steps alone
            scalar.step(params, grads, state, offset, from - offset, coefficients, learningRate, gradientScale);
        }
        int rest = (end - from) % LANES;
        int to = end - rest;
        if (rest > few) {
            // The vector at the end overlaps the one at kept, which is put back to what it was.
            int kept = to - LANES;
            Variant variant = CONSTANT != null ? CONSTANT : this.variant;
            FloatVector p = FloatVector.fromArray(SPECIES, params, kept);
            FloatVector g = FloatVector.fromArray(SPECIES, grads, kept);
            FloatVector s = FloatVector.fromArray(SPECIES, state.squareAverage, kept);
            FloatVector a = variant.centered() ? FloatVector.fromArray(SPECIES, state.gradientAverage, kept) : s;
            FloatVector m = variant.momentum() ? FloatVector.fromArray(SPECIES, state.momentum, kept) : s;

            stepInVectors(params, grads, state, end - LANES, end, coefficients, learningRate, gradientScale);

            p.intoArray(params, kept);
            if (variant.gradientsZeroed()) {
                g.intoArray(grads, kept);
            }
            s.intoArray(state.squareAverage, kept);
            if (variant.centered()) {
                a.intoArray(state.gradientAverage, kept);
            }
            if (variant.momentum()) {
                m.intoArray(state.momentum, kept);
            }
        }
        stepInVectors(params, grads, state, from, to, coefficients, learningRate, gradientScale);
        if (rest > 0 && rest <= few) {
            scalar.step(params, grads, state, to, rest, coefficients, learningRate, gradientScale);
        }
    }

    /**
     * Updates the vectors from {@code from} to {@code to}. A method of its own, so that it is profiled from its own
     * first call on. Where it shared a method with the short lengths, thousands of these and then a long one made C2
     * compile the vectors at once, on an unripe profile of the JDK's lane methods: some vectors stayed boxed for good
     * (JDK 17, 384 bytes for each step, in 1 of 20 runs).
     *
     * <p>One vector in an iteration, and a plain count: C2 takes the range checks out of such a loop, and 16 registers
     * suffice. With two vectors in an iteration and checks, variants of many operations took 1.3 times as long with
     * 256-bit lanes. All loads come before all stores: where the arrays agree modulo 4 KiB, as large arrays do under
     * G1, a load behind a store to the same offset of another array waits for it.
     */
    private void stepInVectors(
            float[] params,
            float[] grads,
            RmsPropState state,
            int from,
            int to,
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

        for (int i = from; i < to; i += LANES) {
            FloatVector p = FloatVector.fromArray(SPECIES, params, i);
            FloatVector s = FloatVector.fromArray(SPECIES, squareAverage, i);
            FloatVector g = FloatVector.fromArray(SPECIES, grads, i);
            FloatVector a = centered ? FloatVector.fromArray(SPECIES, gradientAverage, i) : s;
            FloatVector m = hasMomentum ? FloatVector.fromArray(SPECIES, momentumBuffer, i) : s;

            g = g.mul(gradientScale);
            if (maximize) {
                g = g.neg();
            }
            if (hasWeightDecay) {
                g = libtorch ? FloatVector.broadcast(SPECIES, weightDecay).fma(p, g) : g.add(p.mul(weightDecay));
            }
            if (hasDecoupledWeightDecay) {
                p = p.sub(p.mul(decoupledWeightDecay).mul(learningRate));
            }

            if (libtorch) {
                s = g.mul(oneMinusDecay).fma(g, s.mul(decay));
            } else if (tensorflow) {
                s = s.add(g.mul(g).sub(s).mul(oneMinusDecay));
            } else if (mxnet && centered) {
                s = s.mul(decay).add(g.mul(oneMinusDecay).mul(g));
            } else {
                s = s.mul(decay).add(g.mul(g).mul(oneMinusDecay));
            }

            FloatVector v = s;
            if (centered) {
                if (libtorch) {
                    a = FloatVector.broadcast(SPECIES, oneMinusDecay).fma(g, a.mul(decay));
                    v = a.neg().fma(a, s);
                } else if (tensorflow) {
                    a = a.add(g.sub(a).mul(oneMinusDecay));
                    v = s.sub(a.mul(a));
                } else {
                    a = a.mul(decay).add(g.mul(oneMinusDecay));
                    v = s.sub(a.mul(a));
                }
                if (varianceClamped) {
                    // Half the time of max, which also tells 0 from -0; the sum with epsilon is the same.
                    v = v.blend(0f, v.lt(0f));
                }
            }
            s.intoArray(squareAverage, i);
            if (centered) {
                a.intoArray(gradientAverage, i);
            }
            if (gradientsZeroed) {
                ZERO.intoArray(grads, i);
            }

            FloatVector x = epsilonInsideRoot ? v.add(epsilon) : v;
            FloatVector n = g;
            if (learningRateInMomentum && optax) {
                n = FloatVector.broadcast(SPECIES, 1f);
            } else if (learningRateInMomentum && (centered || !mxnet)) {
                n = g.mul(learningRate);
            }

            if (MIXED && ((i - from) & FOURTH) == FOURTH) {
                FloatVector size = n.abs();
                if (x.compare(VectorOperators.GE, Mixing.LEAST)
                        .and(x.compare(VectorOperators.LE, Mixing.MOST))
                        .and(size.compare(VectorOperators.LE, Mixing.MOST))
                        .and(size.compare(VectorOperators.GE, Mixing.LEAST).or(size.eq(0f)))
                        .allTrue()) {
                    FloatVector minusX = x.neg();
                    // Not reinterpretAsFloats, a call that C2 did not always inline (JDK 17).
                    FloatVector y = (FloatVector) IntVector.broadcast(IntVector.SPECIES_PREFERRED, Mixing.SEED)
                            .sub(x.reinterpretAsInts().lanewise(VectorOperators.LSHR, 1))
                            .reinterpretShape(SPECIES, 0);
                    FloatVector h = minusX.mul(y).fma(y, FloatVector.broadcast(SPECIES, 1f));
                    y = y.mul(FloatVector.broadcast(SPECIES, Mixing.C4)
                            .fma(h, FloatVector.broadcast(SPECIES, Mixing.C3))
                            .fma(h, FloatVector.broadcast(SPECIES, Mixing.C2))
                            .fma(h, FloatVector.broadcast(SPECIES, Mixing.C1))
                            .fma(h, FloatVector.broadcast(SPECIES, -1f)));
                    FloatVector t = minusX.mul(y);
                    FloatVector r = t.fma(t, minusX).fma(y.mul(0.5f), t);
                    FloatVector z = r.fma(y, FloatVector.broadcast(SPECIES, 1f)).fma(y, y);
                    FloatVector w = n.mul(z);
                    FloatVector u = r.fma(w, n).fma(z, w).neg();

                    // Again, as below: where both ways met here, C2 boxed the quotient (JDK 17, and 25 for some
                    // variants).
                    if (learningRateInMomentum && optax) {
                        u = u.mul(g).mul(learningRate).neg();
                    } else if (learningRateInMomentum && mxnet) {
                        u = centered ? u.neg() : u.mul(learningRate).neg();
                    }
                    if (hasMomentum) {
                        m = m.mul(momentum).add(u);
                        m.intoArray(momentumBuffer, i);
                        u = nesterov ? m.mul(momentum).add(u) : m;
                    }
                    if (mxnet || optax) {
                        p = p.add(u);
                    } else if (learningRateInMomentum) {
                        p = p.sub(u);
                    } else if (libtorch) {
                        p = FloatVector.broadcast(SPECIES, -learningRate).fma(u, p);
                    } else {
                        p = p.sub(u.mul(learningRate));
                    }
                    p.intoArray(params, i);
                    continue;
                }
            }

            FloatVector u = n.div(epsilonInsideRoot ? x.sqrt() : x.sqrt().add(epsilon));
            if (learningRateInMomentum && optax) {
                u = u.mul(g).mul(learningRate).neg();
            } else if (learningRateInMomentum && mxnet) {
                u = centered ? u.neg() : u.mul(learningRate).neg();
            }
            if (hasMomentum) {
                m = m.mul(momentum).add(u);
                m.intoArray(momentumBuffer, i);
                u = nesterov ? m.mul(momentum).add(u) : m;
            }
            if (mxnet || optax) {
                p = p.add(u);
            } else if (learningRateInMomentum) {
                p = p.sub(u);
            } else if (libtorch) {
                p = FloatVector.broadcast(SPECIES, -learningRate).fma(u, p);
            } else {
                p = p.sub(u.mul(learningRate));
            }
            p.intoArray(params, i);
        }
    }
}
