// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import io.github.rmspropsimd.internal.loop.LoopCache;
import io.github.rmspropsimd.internal.warmup.SimdGate;

/** The loop that a kernel runs. Both backends give the same bits and differ only in speed. */
public enum Backend {

    /** Plain Java, one element at a time: the reference. Runs on every JVM. */
    SCALAR,

    /**
     * The JDK's Vector API, at the width that the JVM prefers on its processor. It needs HotSpot with C2, JDK 17 or later,
     * the modules {@code jdk.incubator.vector} and {@code jdk.management}, and {@code --add-modules jdk.incubator.vector} on
     * the java command line. {@link RmsProp#pytorch()} also needs a processor with fused multiply-add.
     */
    SIMD;

    /**
     * Whether this JVM can run this backend. Decided when first asked; thread-safe.
     *
     * @return true for {@link #SCALAR}; for {@link #SIMD}, whether every condition holds, except that of rules that fuse
     */
    public boolean isAvailable() {
        return this == SCALAR || SimdGate.refusal() == null;
    }

    /**
     * Why this backend can or cannot run here. Thread-safe.
     *
     * @return one sentence, which names the fix for an unavailable backend
     */
    public String explanation() {
        if (this == SCALAR) {
            return "SCALAR runs on every JVM.";
        }
        String refusal = SimdGate.refusal();
        return refusal != null ? SimdGate.sentence(refusal) : "SIMD runs with " + LoopCache.lanes() + " lanes.";
    }
}
