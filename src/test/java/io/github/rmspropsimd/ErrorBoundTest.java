// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * SCALAR against the formula in real numbers, which is one for all presets, on data for which it is stable: no sum
 * cancels, a centered rule's variance is at least half of its square average, γ is at least 1/2, and nothing is
 * subnormal.
 *
 * <p>The bounds are in units in the last place of the exact result, to which each rounding adds at most one. They count
 * the roundings of the hyperparameters too.
 */
class ErrorBoundTest {

    private static final MathContext DIGITS = new MathContext(60);

    /** γ or 1 − γ, the square, the product and the sum; with weight decay also λ, its product and its sum, squared. */
    private static final int SQUARE_AVERAGE = 4;

    private static final int SQUARE_AVERAGE_WITH_WEIGHT_DECAY = 10;
    private static final int GRADIENT_AVERAGE = 6;

    /** η, η·g, the root, the quotient, another product, and half of the roundings of s, ε and their sum. */
    private static final int STEP = 8;

    /** And those of the weight decay, of μ, its product and its sum, and once more for nesterov. */
    private static final int STEP_WITH_MOMENTUM_OR_WEIGHT_DECAY = 18;

    /** And those of the variance, which has twice the relative error of the square average and of the squared average. */
    private static final int STEP_WHEN_CENTERED = 33;

    @Provide
    Arbitrary<RmsProp> rules() {
        return RuleSpace.any();
    }

    @Property(tries = 10_000)
    void theErrorOfAStepIsBounded(@ForAll("rules") RmsProp drawn, @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        RmsProp rule = drawn.withDecay(0.5 + random.nextDouble(0.499)).withEpsilon(magnitude(random));
        rule = rule.momentum() > 0 ? rule.withMomentum(random.nextDouble(0.1, 0.999)) : rule;
        rule = rule.weightDecay() > 0 ? rule.withWeightDecay(magnitude(random)) : rule;
        rule = rule.decoupledWeightDecay() > 0 ? rule.withDecoupledWeightDecay(magnitude(random)) : rule;
        boolean adds = rule.values.preset == Preset.OPTAX || rule.values.preset == Preset.MXNET;
        float rate = magnitude(random);
        float g = magnitude(random);
        float p = rule.maximize() ? -magnitude(random) : magnitude(random); // of the sign of the gradient, once negated
        float s = magnitude(random);
        float a = Math.copySign(magnitude(random), p);
        float m = Math.copySign(magnitude(random), adds ? -p : p);

        Exact exact = new Exact(rule, rate, p, g, s, a, m);
        Assume.that(exact.isStable());
        float[] params = {p};
        float[] average = {s};
        float[] gradientAverage = {a};
        float[] momentum = {m};
        RmsPropState state = rule.stateOf(
                average,
                rule.newState(1).gradientAverage().length > 0 ? gradientAverage : null,
                rule.newState(1).momentum().length > 0 ? momentum : null);
        rule.kernel(Backend.SCALAR).step(params, new float[] {g}, state, rate);

        int step = STEP;
        if (rule.momentum() > 0 || rule.weightDecay() > 0) {
            step = STEP_WITH_MOMENTUM_OR_WEIGHT_DECAY;
        }
        if (rule.centered()) {
            step = STEP_WHEN_CENTERED;
        }
        assertWithin(
                rule.weightDecay() > 0 ? SQUARE_AVERAGE_WITH_WEIGHT_DECAY : SQUARE_AVERAGE,
                exact.squareAverage,
                average[0]);
        if (state.gradientAverage().length > 0) {
            assertWithin(GRADIENT_AVERAGE, exact.gradientAverage, gradientAverage[0]);
        }
        if (state.momentum().length > 0) {
            assertWithin(step, exact.momentum, momentum[0]);
        }
        BigDecimal after = new BigDecimal(p).add(exact.step);
        BigDecimal bound = ulps(step, exact.step).add(ulps(2, after)).add(ulps(2, new BigDecimal(p)));
        assertTrue(
                after.subtract(new BigDecimal(params[0])).abs().compareTo(bound) <= 0,
                () -> "parameter: exact " + after + ", got " + params[0] + ", further away than " + bound);
    }

    /** Floats evenly over magnitudes, whose products and squares are normal too. */
    private static float magnitude(SplittableRandom random) {
        return (float) Math.scalb(1 + random.nextDouble(), random.nextInt(-12, 9));
    }

    private static BigDecimal ulps(int number, BigDecimal of) {
        return new BigDecimal(Math.ulp(of.floatValue())).multiply(BigDecimal.valueOf(number));
    }

    private static void assertWithin(int bound, BigDecimal exact, float actual) {
        assertTrue(
                exact.subtract(new BigDecimal(actual)).abs().compareTo(ulps(bound, exact)) <= 0,
                () -> "exact " + exact + ", got " + actual + ", further away than " + bound + " ulp");
    }

    /** One element after a step, to some 60 digits. Hyperparameters are not rounded, but γ where 1 − γ is one of floats. */
    private static final class Exact {

        final BigDecimal squareAverage;
        final BigDecimal gradientAverage;
        final BigDecimal momentum;
        final BigDecimal step;
        private final BigDecimal variance;

        Exact(RmsProp rule, float rate, float param, float gradient, float s, float a, float m) {
            boolean floats =
                    List.of(Preset.TENSORFLOW, Preset.ND4J, Preset.MXNET).contains(rule.values.preset);
            BigDecimal gamma = new BigDecimal(floats ? (float) rule.decay() : rule.decay());
            BigDecimal rest = BigDecimal.ONE.subtract(gamma);
            BigDecimal eta = new BigDecimal(rate);
            BigDecimal epsilon = new BigDecimal(rule.epsilon());
            BigDecimal mu = new BigDecimal(rule.momentum());
            BigDecimal p = new BigDecimal(param);
            BigDecimal g = new BigDecimal(rule.maximize() ? -gradient : gradient)
                    .add(new BigDecimal(rule.weightDecay()).multiply(p));

            squareAverage = gamma.multiply(new BigDecimal(s)).add(rest.multiply(g.pow(2)));
            gradientAverage = gamma.multiply(new BigDecimal(a)).add(rest.multiply(g));
            variance = rule.centered() ? squareAverage.subtract(gradientAverage.pow(2)) : squareAverage;
            if (!isStable()) {
                momentum = BigDecimal.ZERO;
                step = BigDecimal.ZERO;
                return;
            }
            BigDecimal divisor = rule.epsilonInsideRoot()
                    ? variance.add(epsilon).sqrt(DIGITS)
                    : variance.sqrt(DIGITS).add(epsilon);
            BigDecimal direction = g.divide(divisor, DIGITS);
            BigDecimal decay = p.multiply(new BigDecimal(rule.decoupledWeightDecay()))
                    .multiply(eta)
                    .negate();
            boolean adds = rule.values.preset == Preset.OPTAX || rule.values.preset == Preset.MXNET;
            BigDecimal inside = rule.learningRateInMomentum() ? eta : BigDecimal.ONE;
            BigDecimal outside = rule.learningRateInMomentum() ? BigDecimal.ONE : eta;
            BigDecimal added = adds ? direction.multiply(inside).negate() : direction.multiply(inside);
            momentum = mu.multiply(new BigDecimal(m)).add(added);
            BigDecimal total = rule.nesterov() ? mu.multiply(momentum).add(added) : momentum;
            BigDecimal moved = (rule.momentum() > 0 ? total : added).multiply(outside);
            step = (adds ? moved : moved.negate()).add(decay);
        }

        boolean isStable() {
            return variance.multiply(BigDecimal.valueOf(2)).compareTo(squareAverage) >= 0;
        }
    }
}
