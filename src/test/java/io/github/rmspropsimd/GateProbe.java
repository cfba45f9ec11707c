// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import java.util.Arrays;
import java.util.SplittableRandom;

/** The main class of the JVMs that {@link GateTest} starts: prints what the gate says there. */
final class GateProbe {

    private GateProbe() {}

    /** With the argument {@code door}, also enters the vector loop past the gate and compares its bits. */
    public static void main(String[] arguments) {
        System.out.println("available: " + Backend.SIMD.isAvailable());
        System.out.println("explanation: " + Backend.SIMD.explanation());
        RmsProp rule = RmsProp.d2l();
        for (int time = 0; time < 2; time++) {
            RmsPropKernel kernel = rule.kernel();
            System.out.println("kernel: " + kernel.backend() + ", " + kernel.status());
        }
        try {
            System.out.println("simd: " + rule.kernel(Backend.SIMD).backend());
        } catch (UnsupportedOperationException e) {
            System.out.println("simd: " + e);
        }
        System.out.println("default: " + sameAsScalar(rule, rule.kernel()));
        if (Arrays.asList(arguments).contains("door")) {
            System.out.println("lanes: " + VectorLoop.lanes());
            for (boolean zeroed : new boolean[] {false, true}) {
                RmsProp one = rule.withGradientsZeroed(zeroed);
                RmsPropKernel kernel = new RmsPropKernel(one, Backend.SIMD, Loops.vector(one.variant()), "door");
                System.out.println("door: " + sameAsScalar(one, kernel));
            }
        }
    }

    private static String sameAsScalar(RmsProp rule, RmsPropKernel kernel) {
        for (int length = 0; length <= 70; length++) {
            float[][] expected = run(rule, rule.kernel(Backend.SCALAR), length);
            float[][] actual = run(rule, kernel, length);
            for (int array = 0; array < expected.length; array++) {
                for (int i = 0; i < expected[array].length; i++) {
                    if (!Bits.same(expected[array][i], actual[array][i])) {
                        return "other bits at length " + length + ", element " + i;
                    }
                }
            }
        }
        return "same bits";
    }

    private static float[][] run(RmsProp rule, RmsPropKernel kernel, int length) {
        SplittableRandom random = new SplittableRandom(length);
        float[] params = StepCase.Fill.ORDINARY.array(length, random);
        float[] grads = StepCase.Fill.SPECIAL.array(length, random);
        RmsPropState state = rule.newState(length);
        kernel.step(params, grads, state, 0.01);
        kernel.step(params, grads, state, 0.01);
        return new float[][] {params, grads, state.squareAverage};
    }
}
