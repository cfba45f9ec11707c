// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import io.github.rmspropsimd.internal.loop.Loop;
import io.github.rmspropsimd.internal.loop.LoopCache;
import io.github.rmspropsimd.internal.warmup.LoopSelector;
import io.github.rmspropsimd.internal.warmup.SimdGate;
import io.github.rmspropsimd.internal.warmup.SystemProperties;

/** Makes kernels, with the status of those whose loop never changes. */
final class Kernels {

    private Kernels() {}

    /** The default kernel. */
    static RmsPropKernel of(RmsProp rule) {
        if (SystemProperties.isSimdDemanded()) {
            return of(rule, Backend.SIMD);
        }
        if (SystemProperties.isScalarChosen()) {
            return fixed(rule, LoopCache.scalar(rule.variant), "SCALAR: " + SimdGate.refusal() + ".");
        }
        LoopSelector selector = LoopSelector.shared(rule.variant);
        selector.warmUp();
        return new RmsPropKernel(rule, selector);
    }

    static RmsPropKernel of(RmsProp rule, Backend backend) {
        if (backend == Backend.SCALAR) {
            return fixed(rule, LoopCache.scalar(rule.variant), "SCALAR, as asked for.");
        }
        String refusal = SimdGate.refusal(rule.variant);
        if (refusal != null) {
            throw new UnsupportedOperationException(SimdGate.sentence(refusal));
        }
        Loop loop = LoopCache.vector(rule.variant);
        return fixed(rule, loop, "SIMD with " + loop.lanes() + " lanes, as asked for.");
    }

    private static RmsPropKernel fixed(RmsProp rule, Loop loop, String status) {
        return new RmsPropKernel(rule, LoopSelector.fixed(loop, "Running " + status));
    }
}
