// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.proof;

import io.github.rmspropsimd.Backend;
import io.github.rmspropsimd.RmsProp;
import io.github.rmspropsimd.RmsPropKernel;
import io.github.rmspropsimd.port.RuleSetting;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Default kernels of one preset's rules, which wait for SIMD before their first step. */
final class DefaultKernels {

    /** The warm-up itself gives up after 30 s of work. This bound is for machines on which even that takes longer. */
    private static final Duration WAIT = Duration.ofMinutes(5);

    /** How long all waits in this JVM may take that end on SCALAR. Afterwards only plain rules are awaited. */
    private static final Duration VAIN_WAITS = Duration.ofMinutes(1);

    private static Duration vain = Duration.ZERO;

    private final RmsProp plain;
    private final boolean awaitAll;
    private final Map<RmsProp, RmsPropKernel> kernels = new LinkedHashMap<>();

    DefaultKernels(String preset, boolean awaitAll) {
        this.plain = RuleSetting.preset(preset);
        this.awaitAll = awaitAll;
    }

    RmsPropKernel of(RmsProp rule) {
        return kernels.computeIfAbsent(rule, this::awaited);
    }

    private RmsPropKernel awaited(RmsProp rule) {
        RmsPropKernel kernel = rule.kernel();
        if (rule.equals(plain) || (awaitAll && vain.compareTo(VAIN_WAITS) < 0)) {
            long start = System.nanoTime();
            if (!awaitSimd(kernel)) {
                vain = vain.plusNanos(System.nanoTime() - start);
            }
        }
        return kernel;
    }

    private static boolean awaitSimd(RmsPropKernel kernel) {
        try {
            return kernel.awaitSimd(WAIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The library's sentence about the plain rule's kernel as it is now. */
    String status() {
        return of(plain).status();
    }

    boolean isPlainOnSimd() {
        return of(plain).backend() == Backend.SIMD;
    }

    /** How many of the kernels run SIMD now, such as "195 of 195 kernels". A run has two: its hyperparameters change. */
    String onSimd() {
        long simd = kernels.values().stream()
                .filter(kernel -> kernel.backend() == Backend.SIMD)
                .count();
        return simd + " of " + kernels.size() + " kernels";
    }
}
