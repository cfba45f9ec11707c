// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/**
 * The error of one value at the level {@code ulp}.
 *
 * @param difference the value, and the one that the formula gives from the same start
 * @param allowed what the level allows; null outside the slice, where the bits must stay
 */
record UlpError(Difference difference, Interval allowed) {

    boolean isAllowed() {
        return allowed == null
                ? Float.compare(difference.expected(), difference.actual()) == 0
                : allowed.contains(difference.actual());
    }

    /** The error as a multiple of the largest one that is allowed in its direction; NaN where that is no number. */
    double timesAllowed() {
        if (allowed == null || allowed.isNothing()) {
            return Double.NaN;
        }
        double error = (double) difference.actual() - difference.expected();
        double most = error > 0 ? allowed.high() - difference.expected() : difference.expected() - allowed.low();
        double times = Math.abs(error) / most;
        return most > 0 && !Double.isInfinite(most) && !Double.isInfinite(times) ? times : Double.NaN;
    }

    /** Two digits, or all of those before the point. */
    private static String rounded(double times) {
        return times < 99.5
                ? new BigDecimal(times).round(new MathContext(2)).toPlainString()
                : String.format(Locale.ROOT, "%,.0f", times);
    }

    @Override
    public String toString() {
        String got = difference.place() + ": got " + difference.actual() + ", ";
        if (allowed == null) {
            return got + "must keep " + difference.expected() + ", since it is outside the slice";
        }
        String times = Double.isNaN(timesAllowed()) ? "" : ", " + rounded(timesAllowed()) + " times the allowed error";
        return got + "allowed " + allowed + times;
    }
}
