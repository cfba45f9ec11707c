// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.internal.loop;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link ScalarLoop} in lanes, line by line. The only source file that refers to {@code jdk.incubator.vector}; nothing
 * loads it before the gate has passed.
 *
 * <p>The loop takes whole vectors and leaves the tail, less than a vector, to another loop. With 512-bit lanes that is this
 * loop specialised a second time, with masked loads and stores; it makes one iteration. Elsewhere it is the scalar loop.
 */
public final class VectorLoop extends Loop {

    private static final Specialiser.ClassData DATA = Specialiser.classData(MethodHandles.lookup());
    private static final Variant CONSTANT = DATA != null ? DATA.variant : null;

    /** Whether this is the loop of a tail. No local variable, which would be unknown to C1's on-stack replacement. */
    private static final boolean MASKED = DATA != null && DATA.second;

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    /** A constant, since a zero made in the loop stayed boxed in some compilations, 64 bytes a step (JDK 17). */
    private static final FloatVector ZERO = FloatVector.zero(SPECIES);

    /** C2 of JDK 17 compiles no masks for SVE (AArch64 with more than 4 lanes), and stays boxed. */
    private static final boolean CLAMPS_BY_MAX =
            LANES > 4 && Runtime.version().feature() < 18 && "aarch64".equals(System.getProperty("os.arch"));

    /** The scalar loop takes as long for this many elements as a masked vector does. */
    private static final int LONGEST_SCALAR_TAIL = 4;

    static {
        if (DATA != null) {
            DATA.loop = new VectorLoop(CONSTANT, DATA.scalar, DATA.tail);
        }
    }

    private final Variant variant;

    /**
     * @param scalar for the shortest tails
     * @param tail for the others; null if this loop is that
     */
    public VectorLoop(Variant variant, Loop scalar, Loop tail) {
        super(new Loop[LANES + 1]);
        this.variant = variant;
        Arrays.fill(byLength(), tail);
        Arrays.fill(byLength(), 0, Math.min(LANES, LONGEST_SCALAR_TAIL + 1), scalar);
        byLength()[LANES] = this;
    }

    /**
     * Whether masked tails are faster here than scalar ones. Processors with 512-bit lanes have mask registers. With 8 lanes
     * a masked store of AVX2 takes longer than the scalar tail (Zen 3), with 4 lanes C2 has none, and JDK 17 compiles masks
     * to calls. Five arrays are too many masked accesses for C1: it runs out of virtual registers and never profiles the loop.
     */
    static boolean masksTails(Variant variant) {
        boolean fiveArrays = variant.centered() && variant.momentum();
        return LANES >= 16 && Runtime.version().feature() >= 25 && !fiveArrays;
    }

    /** Floats in a vector of the width that this JVM prefers. */
    static int preferredLanes() {
        return LANES;
    }

    /**
     * One vector an iteration in a plain counted loop: C2 hoists its range checks, and 16 registers suffice. It calls no
     * method of ours, since C2 would stop inlining and box every vector. All loads come before all stores: in arrays that
     * agree modulo 4 KiB a load behind a store to the same place waits for it.
     */
    @Override
    public void step(
            float[] params,
            int offset,
            float[] grads,
            int gradsOffset,
            int length,
            StateBuffers state,
            Coefficients coefficients,
            float learningRate,
            float gradientScale) {
        Variant variant = CONSTANT != null ? CONSTANT : this.variant;
        boolean libtorch = variant.order() == OperationOrder.LIBTORCH;
        boolean tensorflow = variant.order() == OperationOrder.TENSORFLOW;
        boolean mxnet = variant.order() == OperationOrder.MXNET;
        boolean optax = variant.order() == OperationOrder.OPTAX;
        boolean centered = variant.centered();
        boolean epsilonInsideRoot = variant.epsilonInsideRoot();
        boolean hasMomentum = variant.momentum();
        boolean learningRateInMomentum = variant.learningRateInMomentum();

        float[] squareAverage = state.squareAverage();
        float[] gradientAverage = state.gradientAverage();
        float[] momentumBuffer = state.momentum();

        float decay = coefficients.decay();
        float oneMinusDecay = coefficients.oneMinusDecay();
        float epsilon = coefficients.epsilon();
        float momentum = coefficients.momentum();
        float weightDecay = coefficients.weightDecay();
        float decoupledWeightDecay = coefficients.decoupledWeightDecay();

        int end = MASKED ? length : length - length % LANES;
        for (int k = 0; k < end; k += LANES) {
            int i = offset + k;
            int j = gradsOffset + k;
            VectorMask<Float> mask = MASKED ? SPECIES.indexInRange(k, length) : null;
            FloatVector p = MASKED ? fromArray(SPECIES, params, i, mask) : fromArray(SPECIES, params, i);
            FloatVector s = MASKED ? fromArray(SPECIES, squareAverage, i, mask) : fromArray(SPECIES, squareAverage, i);
            FloatVector g = MASKED ? fromArray(SPECIES, grads, j, mask) : fromArray(SPECIES, grads, j);
            FloatVector a = !centered
                    ? s
                    : MASKED ? fromArray(SPECIES, gradientAverage, i, mask) : fromArray(SPECIES, gradientAverage, i);
            FloatVector m = !hasMomentum
                    ? s
                    : MASKED ? fromArray(SPECIES, momentumBuffer, i, mask) : fromArray(SPECIES, momentumBuffer, i);

            g = g.mul(gradientScale);
            if (variant.maximize()) {
                g = g.neg();
            }
            if (variant.weightDecay()) {
                g = libtorch ? broadcast(SPECIES, weightDecay).fma(p, g) : g.add(p.mul(weightDecay));
            }
            if (variant.decoupledWeightDecay()) {
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
                    a = broadcast(SPECIES, oneMinusDecay).fma(g, a.mul(decay));
                    v = a.neg().fma(a, s);
                } else if (tensorflow) {
                    a = a.add(g.sub(a).mul(oneMinusDecay));
                    v = s.sub(a.mul(a));
                } else {
                    a = a.mul(decay).add(g.mul(oneMinusDecay));
                    v = s.sub(a.mul(a));
                }
                if (variant.varianceClamped()) {
                    // Half the time of max, which also turns -0 into 0; after the root, epsilon is added to either.
                    v = CLAMPS_BY_MAX ? v.max(0f) : v.blend(0f, v.lt(0f));
                }
            }
            FloatVector x = epsilonInsideRoot ? v.add(epsilon) : v;
            FloatVector n = g;
            if (learningRateInMomentum && optax) {
                n = broadcast(SPECIES, 1f);
            } else if (learningRateInMomentum && (centered || !mxnet)) {
                n = g.mul(learningRate);
            }

            FloatVector u = n.div(epsilonInsideRoot ? x.sqrt() : x.sqrt().add(epsilon));
            if (learningRateInMomentum && optax) {
                u = u.mul(g).mul(learningRate).neg();
            } else if (learningRateInMomentum && mxnet) {
                u = centered ? u.neg() : u.mul(learningRate).neg();
            }
            if (hasMomentum) {
                m = m.mul(momentum).add(u);
                u = variant.nesterov() ? m.mul(momentum).add(u) : m;
            }
            if (mxnet || optax) {
                p = p.add(u);
            } else if (learningRateInMomentum) {
                p = p.sub(u);
            } else if (libtorch) {
                p = broadcast(SPECIES, -learningRate).fma(u, p);
            } else {
                p = p.sub(u.mul(learningRate));
            }

            if (MASKED) {
                p.intoArray(params, i, mask);
                s.intoArray(squareAverage, i, mask);
                if (centered) {
                    a.intoArray(gradientAverage, i, mask);
                }
                if (hasMomentum) {
                    m.intoArray(momentumBuffer, i, mask);
                }
                if (variant.gradientsZeroed()) {
                    ZERO.intoArray(grads, j, mask);
                }
            } else {
                p.intoArray(params, i);
                s.intoArray(squareAverage, i);
                if (centered) {
                    a.intoArray(gradientAverage, i);
                }
                if (hasMomentum) {
                    m.intoArray(momentumBuffer, i);
                }
                if (variant.gradientsZeroed()) {
                    ZERO.intoArray(grads, j);
                }
            }
        }
        if (end < length) {
            byLength()[length - end].step(
                    params,
                    offset + end,
                    grads,
                    gradsOffset + end,
                    length - end,
                    state,
                    coefficients,
                    learningRate,
                    gradientScale);
        }
    }
}
