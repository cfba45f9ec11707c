// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import static io.github.rmspropsimd.StepCase.Buffers;

import java.util.SplittableRandom;

/** The main class of the JVM that {@link ColdBitsTest} starts: the same steps cold, and again once compiled. */
final class ColdProbe {

    private static final int LENGTH = 1_003;

    private ColdProbe() {}

    public static void main(String[] arguments) {
        RmsPropKernel kernel = RmsProp.d2l().kernel(Backend.valueOf(arguments[0]));

        Buffers cold = steps(kernel);
        Buffers warming = buffers();
        Runnable step = () -> kernel.step(warming.params(), warming.grads(), warming.state(), 0.01);
        long first = WarmUp.allocatedByOne(step);
        WarmUp.untilItAllocatesNothing(step);
        Buffers warm = steps(kernel);

        System.out.println("cold allocates: " + (first > 0));
        System.out.println("warm allocates: " + (WarmUp.allocated(step) > 0));
        System.out.println("same bits: "
                + (same(cold.params(), warm.params()) && same(cold.state().squareAverage, warm.state().squareAverage)));
        for (float parameter : warm.params()) {
            System.out.println(Integer.toHexString(Float.floatToIntBits(parameter)));
        }
    }

    private static Buffers buffers() {
        SplittableRandom random = new SplittableRandom(42);
        return new Buffers(
                StepCase.Fill.ORDINARY.array(LENGTH, random),
                StepCase.Fill.ORDINARY.array(LENGTH, random),
                RmsProp.d2l().newState(LENGTH));
    }

    private static Buffers steps(RmsPropKernel kernel) {
        Buffers buffers = buffers();
        for (int step = 0; step < 5; step++) {
            kernel.step(buffers.params(), buffers.grads(), buffers.state(), 0.01);
        }
        return buffers;
    }

    private static boolean same(float[] a, float[] b) {
        for (int i = 0; i < a.length; i++) {
            if (!Bits.same(a[i], b[i])) {
                return false;
            }
        }
        return true;
    }
}
