// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import static io.github.rmspropsimd.StepCase.Buffers;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Holds SCALAR to oracles that share no code with it, so that two equal mistakes in both backends cannot pass. */
class ScalarOracleTest {

    @Provide
    Arbitrary<StepCase> cases() {
        return StepCase.any();
    }

    @Property(tries = 3_000)
    void eachOperationIsRoundedOnItsOwn(@ForAll("cases") StepCase c) {
        Buffers expected = c.buffers();
        for (int step = 0; step < c.steps(); step++) {
            if (step > 0) {
                System.arraycopy(c.gradients(step), 0, expected.grads(), 0, expected.grads().length);
            }
            Oracles.stepwise(c, expected, true);
        }
        Buffers actual = c.buffers();
        c.run(c.rule().kernel(Backend.SCALAR), actual, List.of());

        Bits.assertSame(expected, actual);
    }

    @Property
    void theOraclesFusedMultiplyAddIsTheRealOne(@ForAll float a, @ForAll float b, @ForAll float c) {
        assertEquals(0, Float.compare(Math.fma(a, b, c), Oracles.fma(a, b, c)));
        float near = -(a * b); // the sum then cancels all but the product's rounding
        assertEquals(0, Float.compare(Math.fma(a, b, near), Oracles.fma(a, b, near)));
    }
}
