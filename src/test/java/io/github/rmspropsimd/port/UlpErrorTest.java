// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An error at the level ulp is shown beside what is allowed. */
class UlpErrorTest {

    private static final PortCase CASE = Vectors.cases("d2l").get(0);

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "outside", textBlock = """
            1   | 1.25    | 0.5 | 1.5  | got 1.25, allowed 0.5 to 1.5, 0.5 times the allowed error
            1   | 2.5     | 0.5 | 1.5  | got 2.5, allowed 0.5 to 1.5, 3 times the allowed error
            1   | 1.0625  | 0.5 | 1.5  | got 1.0625, allowed 0.5 to 1.5, 0.13 times the allowed error
            1   | -0.55   | 0.5 | 1.5  | got -0.55, allowed 0.5 to 1.5, 3.1 times the allowed error
            1   | -10000  | 0.5 | 1.5  | got -10000.0, allowed 0.5 to 1.5, 20,002 times the allowed error
            1   | 1       | 0.5 | 1.5  | got 1.0, allowed 0.5 to 1.5, 0 times the allowed error
            1   | 1.5     | 0.5 | 3    | got 1.5, allowed 0.5 to 3.0, 0.25 times the allowed error
            1   | 2       | 1   | 1    | got 2.0, allowed only 1.0
            1   | NaN     | 0.5 | 1.5  | got NaN, allowed 0.5 to 1.5
            1   | Infinity| 0.5 | 1.5  | got Infinity, allowed 0.5 to 1.5
            NaN | 2       | NaN | NaN  | got 2.0, allowed NaN
            1   | 2       | outside | outside | got 2.0, must keep 1.0, since it is outside the slice
            """)
    void itStandsBesideTheInterval(float right, float got, Double low, Double high, String text) {
        Difference difference = new Difference(CASE, 0, Buffer.PARAMS, 3, right, got);
        Interval allowed = low == null ? null : low.isNaN() ? Interval.of(Float.NaN) : new Interval(low, high, false);
        assertEquals("d2l/plain, step 1, params[3]: " + text, new UlpError(difference, allowed).toString());
    }

    /** Bounds that are no floats are shown as the nearest floats inside. */
    @ParameterizedTest
    @CsvSource({
        "0.1, 0.3, false, 0.1 to 0.29999998",
        "-0.1, 0.1, true, -0.099999994 to 0.099999994 or NaN",
        "0.5, 0.5, false, only 0.5"
    })
    void boundsAreFloatsInside(double low, double high, boolean nan, String text) {
        assertEquals(text, new Interval(low, high, nan).toString());
    }
}
