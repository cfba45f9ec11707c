// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import io.github.rmspropsimd.internal.loop.LoopCache;
import io.github.rmspropsimd.internal.warmup.LoopSelector;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;

/** The main class of the JVMs that {@link GateTest} starts: prints what the gate says there, and whether steps are right. */
final class GateProbe {

    private GateProbe() {}

    /** With the argument {@code door}, also enters the vector loop past the gate. */
    public static void main(String[] arguments) throws InterruptedException {
        RmsProp rule = RmsProp.d2l();
        RmsProp zeroing = rule.withGradientsZeroed(true);
        System.out.println("available: " + Backend.SIMD.isAvailable());
        System.out.println("explanation: " + Backend.SIMD.explanation());
        System.out.println("kernel: " + awaited(rule).status());
        System.out.println("zeroing kernel: " + awaited(zeroing).status());
        try {
            System.out.println("simd: " + rule.kernel(Backend.SIMD).status());
        } catch (UnsupportedOperationException e) {
            System.out.println("simd: " + e);
        }
        System.out.println("kernel steps: " + check(awaited(rule)));
        System.out.println("zeroing kernel steps: " + check(awaited(zeroing)));
        RmsPropKernel fused = awaited(RmsProp.pytorch());
        System.out.println("fused kernel: " + fused.status());
        try {
            System.out.println(
                    "fused simd: " + RmsProp.pytorch().kernel(Backend.SIMD).status());
        } catch (UnsupportedOperationException e) {
            System.out.println("fused simd: " + e);
        }
        System.out.println("fused kernel steps: " + check(fused));
        if (Arrays.asList(arguments).contains("door")) {
            System.out.println("door steps: " + check(pastTheGate(rule)));
            System.out.println("zeroing door steps: " + check(pastTheGate(zeroing)));
        }
    }

    private static RmsPropKernel awaited(RmsProp rule) throws InterruptedException {
        RmsPropKernel kernel = rule.kernel();
        kernel.awaitSimd(Duration.ofMinutes(1));
        return kernel;
    }

    private static RmsPropKernel pastTheGate(RmsProp rule) {
        return new RmsPropKernel(rule, LoopSelector.fixed(LoopCache.vector(rule.variant), "past the gate"));
    }

    static String check(RmsPropKernel kernel) {
        for (int length = 0; length <= 70; length++) {
            SplittableRandom random = new SplittableRandom(length);
            float[] params = StepCase.Fill.ORDINARY.array(length, random);
            float[] grads = StepCase.Fill.SPECIAL.array(length, random);
            RmsPropState state = kernel.rule().newState(length);
            float[] expectedParams = params.clone();
            float[] expectedGrads = kernel.rule().gradientsZeroed() ? new float[length] : grads.clone();
            float[] expectedAverage = new float[length];
            for (int i = 0; i < length; i++) {
                float g = grads[i];
                if (kernel.rule().epsilonInsideRoot()) { // d2l
                    expectedAverage[i] = 0.9f * 0 + 0.1f * (g * g);
                    expectedParams[i] -= 0.01f * g / (float) Math.sqrt(expectedAverage[i] + 1e-6f);
                } else { // pytorch
                    expectedAverage[i] = Math.fma((float) (1 - 0.99) * g, g, 0.99f * 0);
                    expectedParams[i] -= 0.01f * g / ((float) Math.sqrt(expectedAverage[i]) + 1e-8f);
                }
            }

            kernel.step(params, grads, state, 0.01);

            if (Bits.firstDifference(expectedParams, params) >= 0
                    || Bits.firstDifference(expectedAverage, state.squareAverage()) >= 0
                    || Bits.firstDifference(expectedGrads, grads) >= 0) {
                return "wrong at length " + length;
            }
        }
        return "right";
    }
}
