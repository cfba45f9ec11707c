// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import static io.github.rmspropsimd.StepCase.Buffers;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Holds SCALAR to oracles that share no code with it, so that two equal mistakes in both backends cannot pass. */
class ScalarOracleTest {

    /**
     * In units in the last place of the exact result. Each rounding adds at most one: for the square average the roundings
     * of γ or 1 − γ, g·g, the product and the sum; for the decrement those of η, η·g, the root and the quotient, and half
     * of those of s, ε and their sum.
     */
    private static final int SQUARE_AVERAGE_ULPS = 4;

    private static final int DECREMENT_ULPS = 7;

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

    /** Normal floats whose squares and products with each other are normal too, evenly over their magnitudes. */
    @Provide
    Arbitrary<Float> magnitudes() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, (1 << 23) - 1),
                        Arbitraries.integers().between(-30, 20))
                .as((fraction, exponent) -> Math.scalb(1 + fraction * 0x1p-23f, exponent));
    }

    @Provide
    Arbitrary<Double> decays() {
        return Arbitraries.doubles().between(0, 0.999).ofScale(9);
    }

    @Property(tries = 10_000)
    void theErrorOfAStepIsBounded(
            @ForAll("decays") double decay,
            @ForAll("magnitudes") float epsilon,
            @ForAll("magnitudes") float learningRate,
            @ForAll("magnitudes") float past,
            @ForAll("magnitudes") float gradient) {
        RmsProp rule = RmsProp.d2l().withDecay(decay).withEpsilon(epsilon);
        float[] average = {past};
        float[] params = {0f};
        rule.kernel(Backend.SCALAR)
                .step(params, new float[] {gradient}, rule.stateOf(average, null, null), learningRate);

        BigDecimal s = Oracles.squareAverage(decay, past, gradient);
        assertWithin(SQUARE_AVERAGE_ULPS, s, average[0]);
        assertWithin(DECREMENT_ULPS, Oracles.decrement(s, epsilon, learningRate, gradient), -params[0]);
    }

    private static void assertWithin(int ulps, BigDecimal exact, float actual) {
        BigDecimal ulp = new BigDecimal(Math.ulp(exact.floatValue()));
        BigDecimal error = exact.subtract(new BigDecimal(actual)).abs();
        assertTrue(
                error.compareTo(ulp.multiply(BigDecimal.valueOf(ulps))) <= 0,
                () -> "exact " + exact + ", got " + actual + ", further away than " + ulps + " ulp");
    }
}
