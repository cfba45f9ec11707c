// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import java.util.List;
import java.util.function.DoubleBinaryOperator;

/**
 * The numbers from {@code low} to {@code high} that an operation may give at the level {@code ulp}, none if low is above
 * high, and NaN or not.
 */
record Interval(double low, double high, boolean nan) {

    /** How many units in the last place an operation may be wrong by: what the devices' manuals allow, and a little more. */
    static final int ULPS = 4;

    private static final Interval NAN = new Interval(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, true);
    private static final Interval ANYTHING = new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, true);

    static Interval of(float value) {
        return Float.isNaN(value) ? NAN : new Interval(value, value, false);
    }

    /** Holds no number, only NaN. */
    boolean isNothing() {
        return low > high;
    }

    boolean contains(float value) {
        return Float.isNaN(value) ? nan : low <= value && value <= high;
    }

    /** What an operation may give whose operands are anywhere in these. */
    static Interval apply(String operation, List<Interval> operands) {
        boolean nan = false;
        for (Interval operand : operands) {
            if (operand.low > operand.high) {
                return NAN;
            }
            nan |= operand.nan;
        }
        Interval a = operands.get(0);
        Interval b = operands.get(operands.size() > 1 ? 1 : 0);
        Interval result = switch (operation) {
            case "neg" -> new Interval(-a.high, -a.low, false);
            case "clamp" -> new Interval(Math.max(a.low, 0), Math.max(a.high, 0), false);
            case "+" -> sum(a.flushed(), b.flushed()).widened();
            case "-" -> sum(a.flushed(), apply("neg", List.of(b.flushed()))).widened();
            case "*" -> product(a.flushed(), b.flushed()).widened();
            case "/" -> quotient(a.flushed(), b.flushed()).widened();
            case "sqrt" -> root(a.flushed()).widened();
            case "fma" -> apply("+", List.of(apply("*", List.of(a, b)), operands.get(2)));
            default -> throw new IllegalArgumentException("there is no operation '" + operation + "'");
        };
        return new Interval(result.low, result.high, result.nan || nan);
    }

    private static Interval sum(Interval a, Interval b) {
        return spanning(a, b, Double::sum);
    }

    private static Interval product(Interval a, Interval b) {
        boolean zeroTimesInfinity = (a.holdsZero() && b.holdsInfinity()) || (b.holdsZero() && a.holdsInfinity());
        return zeroTimesInfinity ? invalid(a, b) : spanning(a, b, (x, y) -> x * y);
    }

    private static Interval quotient(Interval a, Interval b) {
        boolean signOfInfinityOpen = b.holdsZero() && !(a.isNumber() && b.isNumber());
        return signOfInfinityOpen ? ANYTHING : spanning(a, b, (x, y) -> x / y);
    }

    /** The operation is invalid for some of the operands; if there are no others, for all. */
    private static Interval invalid(Interval a, Interval b) {
        return a.isNumber() && b.isNumber() ? NAN : ANYTHING;
    }

    private static Interval root(Interval a) {
        if (a.high < 0) {
            return NAN;
        }
        return new Interval(Math.sqrt(Math.max(a.low, 0)), Math.sqrt(a.high), a.low < 0);
    }

    /** From the least to the greatest of what the ends give. */
    private static Interval spanning(Interval a, Interval b, DoubleBinaryOperator operation) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double x : new double[] {a.low, a.high}) {
            for (double y : new double[] {b.low, b.high}) {
                double end = operation.applyAsDouble(x, y);
                if (Double.isNaN(end)) {
                    return invalid(a, b);
                }
                low = Math.min(low, end);
                high = Math.max(high, end);
            }
        }
        return new Interval(low, high, false);
    }

    private Interval widened() {
        if (low > high) {
            return this;
        }
        // Beyond the largest float there is infinity alone.
        double from = low - ULPS * ulp(low);
        double to = high + ULPS * ulp(high);
        return new Interval(
                        from < -Float.MAX_VALUE ? Double.NEGATIVE_INFINITY : from,
                        to > Float.MAX_VALUE ? Double.POSITIVE_INFINITY : to,
                        nan)
                .flushed();
    }

    /** None of what is exact. */
    private static double ulp(double value) {
        return value == 0 || Double.isInfinite(value)
                ? 0
                : Math.ulp((float) Math.min(Math.abs(value), Float.MAX_VALUE));
    }

    /** With 0, if there is a subnormal number in it. */
    private Interval flushed() {
        if (low > 0 && low < Float.MIN_NORMAL) {
            return new Interval(0, high, nan);
        }
        if (high < 0 && high > -Float.MIN_NORMAL) {
            return new Interval(low, 0, nan);
        }
        return this;
    }

    private boolean isNumber() {
        return low == high;
    }

    private boolean holdsZero() {
        return low <= 0 && high >= 0;
    }

    private boolean holdsInfinity() {
        return Double.isInfinite(low) || Double.isInfinite(high);
    }

    /** The floats in it, from the least to the greatest. */
    @Override
    public String toString() {
        if (isNothing()) {
            return "NaN";
        }
        float least = (float) low < low ? Math.nextUp((float) low) : (float) low;
        float greatest = (float) high > high ? Math.nextDown((float) high) : (float) high;
        return (least == greatest ? "only " + least : least + " to " + greatest) + (nan ? " or NaN" : "");
    }
}
