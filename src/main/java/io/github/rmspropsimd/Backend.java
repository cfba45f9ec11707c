// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

/** How a kernel's loop runs. Both give the same bits; they differ in speed alone. */
public enum Backend {

    /** Plain Java, one element at a time: the reference. Runs on every JVM. */
    SCALAR,

    /**
     * The JDK's Vector API, at the width that the JVM prefers on its processor. Runs on HotSpot with C2, JDK 17 or
     * later, where java was started with {@code --add-modules jdk.incubator.vector}; {@link RmsProp#pytorch()} also
     * needs a processor with fused multiply-add. Until C2 has compiled a rule's loop, which takes some thousands of
     * steps, its steps are slow and allocate: {@link RmsProp#kernel()} has that happen elsewhere.
     */
    SIMD;

    /**
     * Whether this JVM can run this backend. Decided once, when first asked; thread-safe.
     *
     * @return true for {@link #SCALAR}; for {@link #SIMD}, whether every condition holds but that of rules that fuse
     */
    public boolean isAvailable() {
        return this == SCALAR || SimdGate.refusal() == null;
    }

    /**
     * Why this backend can or cannot run here.
     *
     * @return one sentence, which for an unavailable backend says what to change, most often what to pass to java
     */
    public String explanation() {
        if (this == SCALAR) {
            return "SCALAR runs on every JVM.";
        }
        String refusal = SimdGate.refusal();
        return refusal != null ? SimdGate.sentence(refusal) : "SIMD runs with " + VectorLoop.lanes() + " lanes.";
    }
}
