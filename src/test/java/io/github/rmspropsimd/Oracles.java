// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import static io.github.rmspropsimd.StepCase.Buffers;

/**
 * The updates once more, sharing no code with the library: each framework's formula as it is published, every operation
 * in double and then rounded to float. Rounding twice is harmless here: double has more than 2·24 + 2 significand bits,
 * with which one addition, multiplication, division or square root of floats, rounded to double and then to float, is
 * the correctly rounded one (Figueroa, "When is double rounding innocuous?", 1995). A fused multiply-add where there is
 * none, another order of factors or ε on the other side of the root would give other bits.
 */
final class Oracles {

    private Oracles() {}

    /** One element: the parameter, the gradient, the averages of squares and of gradients, and the momentum. */
    private static final class Element {
        double p;
        double g;
        double s;
        double a;
        double m;
    }

    /** Takes one step; with {@code scaled} false without any gradient scale. */
    static void stepwise(StepCase c, Buffers buffers, boolean scaled) {
        RmsProp rule = c.rule();
        RmsPropState state = buffers.state();
        for (int i = c.slice().offset(); i < c.slice().offset() + c.slice().length(); i++) {
            Element e = new Element();
            e.p = buffers.params()[i];
            e.g = buffers.grads()[i];
            e.s = state.squareAverage()[i];
            e.a = state.gradientAverage().length > 0 ? state.gradientAverage()[i] : Double.NaN;
            e.m = state.momentum().length > 0 ? state.momentum()[i] : Double.NaN;
            if (scaled) {
                e.g = mul(e.g, (float) c.gradientScale());
            }
            double rate = (float) c.learningRate();
            switch (rule.values.preset) {
                case D2L -> d2l(rule, e, rate);
                case KERAS -> keras(rule, e, rate);
                case PYTORCH -> libtorch(rule, e, rate);
                case TENSORFLOW -> tensorflow(rule, e, rate);
                case OPTAX -> optax(rule, e, rate);
                case ND4J -> nd4j(rule, e, rate);
                case MXNET -> mxnet(rule, e, rate);
                default -> throw new AssertionError(rule);
            }
            buffers.params()[i] = (float) e.p;
            state.squareAverage()[i] = (float) e.s;
            if (state.gradientAverage().length > 0) {
                state.gradientAverage()[i] = (float) e.a;
            }
            if (state.momentum().length > 0) {
                state.momentum()[i] = (float) e.m;
            }
            if (rule.gradientsZeroed()) {
                buffers.grads()[i] = 0;
            }
        }
    }

    private static void d2l(RmsProp rule, Element e, double rate) {
        double gamma = (float) rule.decay();
        double rest = (float) (1 - rule.decay());
        double epsilon = (float) rule.epsilon();
        double mu = (float) rule.momentum();
        double before = e.p;
        if (rule.maximize()) {
            e.g = -e.g;
        }
        if ((float) rule.decoupledWeightDecay() > 0) {
            e.p = sub(before, mul(mul(before, (float) rule.decoupledWeightDecay()), rate));
        }
        if ((float) rule.weightDecay() > 0) {
            e.g = add(e.g, mul((float) rule.weightDecay(), before));
        }
        e.s = add(mul(gamma, e.s), mul(rest, mul(e.g, e.g)));
        double v = e.s;
        if (rule.centered()) {
            e.a = add(mul(gamma, e.a), mul(rest, e.g));
            v = sub(e.s, mul(e.a, e.a));
            if (rule.varianceClamped() && v < 0) {
                v = 0;
            }
        }
        double d = rule.epsilonInsideRoot() ? sqrt(add(v, epsilon)) : add(sqrt(v), epsilon);
        if (mu == 0) {
            e.p = sub(e.p, div(mul(rate, e.g), d));
        } else if (rule.learningRateInMomentum()) {
            double u = div(mul(rate, e.g), d);
            e.m = add(mul(mu, e.m), u);
            e.p = sub(e.p, rule.nesterov() ? add(u, mul(mu, e.m)) : e.m);
        } else {
            double u = div(e.g, d);
            e.m = add(mul(mu, e.m), u);
            e.p = sub(e.p, mul(rate, rule.nesterov() ? add(u, mul(mu, e.m)) : e.m));
        }
    }

    private static void keras(RmsProp rule, Element e, double rate) {
        double rho = (float) rule.decay();
        double rest = (float) (1 - rule.decay());
        if ((float) rule.decoupledWeightDecay() != 0) {
            e.p = sub(e.p, mul(mul(e.p, (float) rule.decoupledWeightDecay()), rate));
        }
        e.s = add(mul(rho, e.s), mul(rest, mul(e.g, e.g)));
        double denominator = e.s;
        if (rule.centered()) {
            e.a = add(mul(rho, e.a), mul(rest, e.g));
            denominator = sub(e.s, mul(e.a, e.a));
        }
        double increment = div(mul(rate, e.g), sqrt(add(denominator, (float) rule.epsilon())));
        if ((float) rule.momentum() > 0) {
            e.m = add(mul((float) rule.momentum(), e.m), increment);
            e.p = sub(e.p, e.m);
        } else {
            e.p = sub(e.p, increment);
        }
    }

    private static void libtorch(RmsProp rule, Element e, double rate) {
        double alpha = (float) rule.decay();
        double rest = (float) (1 - rule.decay());
        double mu = (float) rule.momentum();
        if (rule.maximize()) {
            e.g = -e.g;
        }
        if ((float) rule.weightDecay() != 0) {
            e.g = fma((float) rule.weightDecay(), e.p, e.g);
        }
        e.s = fma(mul(rest, e.g), e.g, mul(e.s, alpha));
        double v = e.s;
        if (rule.centered()) {
            e.a = fma(e.g, rest, mul(e.a, alpha));
            v = fma(-e.a, e.a, e.s);
        }
        double d = add(sqrt(v), (float) rule.epsilon());
        if (mu > 0) {
            e.m = add(mul(e.m, mu), div(e.g, d));
            e.p = fma(-rate, e.m, e.p);
        } else {
            e.p = add(e.p, div(mul(-rate, e.g), d));
        }
    }

    private static void tensorflow(RmsProp rule, Element e, double rate) {
        double rest = sub(1, (float) rule.decay());
        double epsilon = (float) rule.epsilon();
        e.s = add(e.s, mul(sub(mul(e.g, e.g), e.s), rest));
        double v = add(e.s, epsilon);
        if (rule.centered()) {
            e.a = add(e.a, mul(sub(e.g, e.a), rest));
            v = add(sub(e.s, mul(e.a, e.a)), epsilon);
        }
        e.m = add(mul(e.m, (float) rule.momentum()), div(mul(e.g, rate), sqrt(v)));
        e.p = sub(e.p, e.m);
    }

    private static void optax(RmsProp rule, Element e, double rate) {
        double gamma = (float) rule.decay();
        double rest = (float) (1 - rule.decay());
        double epsilon = (float) rule.epsilon();
        double mu = (float) rule.momentum();
        e.s = add(mul(rest, mul(e.g, e.g)), mul(gamma, e.s));
        double v = e.s;
        if (rule.centered()) {
            e.a = add(mul(rest, e.g), mul(gamma, e.a));
            v = sub(e.s, mul(e.a, e.a));
        }
        double r = rule.epsilonInsideRoot() ? div(1, sqrt(add(v, epsilon))) : div(1, add(sqrt(v), epsilon));
        double update = mul(-rate, mul(r, e.g));
        if (mu > 0) {
            e.m = add(update, mul(mu, e.m));
            update = rule.nesterov() ? add(update, mul(mu, e.m)) : e.m;
        }
        e.p = add(e.p, update);
    }

    private static void nd4j(RmsProp rule, Element e, double rate) {
        double gamma = (float) rule.decay();
        double rest = sub(1, gamma);
        e.s = add(mul(e.s, gamma), mul(mul(e.g, e.g), rest));
        e.p = sub(e.p, div(mul(rate, e.g), add(sqrt(e.s), (float) rule.epsilon())));
    }

    private static void mxnet(RmsProp rule, Element e, double rate) {
        double rho = (float) rule.decay();
        double rest = sub(1, rho);
        double epsilon = (float) rule.epsilon();
        e.g = add(e.g, mul((float) rule.weightDecay(), e.p));
        if (rule.centered()) {
            e.s = add(mul(mul(rest, e.g), e.g), mul(rho, e.s));
            e.a = add(mul(rest, e.g), mul(rho, e.a));
            double root = sqrt(add(sub(e.s, mul(e.a, e.a)), epsilon));
            e.m = sub(mul((float) rule.momentum(), e.m), div(mul(rate, e.g), root));
            e.p = add(e.p, e.m);
        } else {
            e.s = add(mul(rest, mul(e.g, e.g)), mul(rho, e.s));
            e.p = sub(e.p, mul(rate, div(e.g, sqrt(add(e.s, epsilon)))));
        }
    }

    private static double add(double a, double b) {
        return (float) (a + b);
    }

    private static double sub(double a, double b) {
        return (float) (a - b);
    }

    private static double mul(double a, double b) {
        return (float) (a * b);
    }

    private static double div(double a, double b) {
        return (float) (a / b);
    }

    private static double sqrt(double a) {
        return (float) Math.sqrt(a);
    }

    /**
     * The product of two floats is exact in double; the sum is not, and rounding it twice would not be harmless. So it
     * is rounded to odd first: what was cut off leaves its trace in the last bit (Boldo and Melquiond, "Emulation of a
     * FMA and correctly rounded sums", 2008).
     */
    static float fma(double a, double b, double c) {
        double product = a * b;
        double sum = product + c;
        double part = sum - product;
        double error = (product - (sum - part)) + (c - part);
        if (Double.isFinite(sum) && error != 0 && (Double.doubleToRawLongBits(sum) & 1) == 0) {
            sum = error > 0 == sum > 0 ? Math.nextAfter(sum, sum * 4) : Math.nextAfter(sum, 0);
        }
        return (float) sum;
    }
}
