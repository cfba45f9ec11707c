// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import static io.github.rmspropsimd.StepCase.Buffers;

import io.github.rmspropsimd.StepCase.Fill;
import java.util.List;
import java.util.SplittableRandom;

/** The main class of the JVM that {@link ColdBitsTest} starts: the same steps cold, and again once compiled. */
final class ColdProbe {

    static final List<RmsProp> RULES = List.of(
            RmsProp.d2l().withGradientsZeroed(true),
            RmsProp.pytorch().withCentered(true).withMomentum(0.9).withWeightDecay(0.01),
            RmsProp.tensorflow().withCentered(true),
            RmsProp.optax().withMomentum(0.9).withNesterov(true));

    private static final int LENGTH = 1_003;

    private ColdProbe() {}

    public static void main(String[] arguments) {
        RmsProp rule = RULES.get(Integer.parseInt(arguments[1]));
        RmsPropKernel kernel = rule.kernel(Backend.valueOf(arguments[0]));
        Buffers warming = buffers(rule, Fill.ORDINARY);
        Runnable step = () -> kernel.step(warming.params(), warming.grads(), warming.state(), 0.01);

        Buffers cold = steps(kernel, Fill.ORDINARY);
        Buffers coldSpecial = steps(kernel, Fill.SPECIAL);
        System.out.println("cold allocates: " + (Repeat.allocatedByOne(step) > 0));
        Repeat.untilItAllocatesNothing(step);
        Buffers warm = steps(kernel, Fill.ORDINARY);
        Buffers warmSpecial = steps(kernel, Fill.SPECIAL);
        System.out.println("warm allocates: " + (Repeat.allocated(step) > 0));

        Bits.assertSame(cold, warm);
        Bits.assertSame(coldSpecial, warmSpecial);
        print(warm);
        print(warmSpecial);
    }

    private static Buffers buffers(RmsProp rule, Fill fill) {
        SplittableRandom random = new SplittableRandom(42);
        return new Buffers(fill.array(LENGTH, random), fill.array(LENGTH, random), fill.state(rule, LENGTH, random));
    }

    private static Buffers steps(RmsPropKernel kernel, Fill fill) {
        Buffers buffers = buffers(kernel.rule(), fill);
        for (int step = 0; step < 5; step++) {
            kernel.step(buffers.params(), buffers.grads(), buffers.state(), 0.01);
        }
        return buffers;
    }

    private static void print(Buffers buffers) {
        for (float[] array : new float[][] {
            buffers.params(),
            buffers.grads(),
            buffers.state().squareAverage(),
            buffers.state().gradientAverage(),
            buffers.state().momentum()
        }) {
            for (float element : array) {
                System.out.println("bits: " + Integer.toHexString(Float.floatToIntBits(element)));
            }
        }
    }
}
