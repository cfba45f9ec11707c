// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What {@link Mixing} says of its roots and quotients, by the same operations on one element. The search for quotients near
 * the middle between two floats takes every 101st divisor; with the system property {@code quotient.stride} of 1 it takes
 * them all, in some ten seconds: {@code JAVA_TOOL_OPTIONS=-Dquotient.stride=1 mvn test -Dtest=MixedQuotientTest}.
 */
class MixedQuotientTest {

    private static final int STRIDE = Integer.getInteger("quotient.stride", 101);

    /** How far from the middle, in the units of {@link Mixing}; 6 would do. */
    private static final int NEAR = 16;

    private static final int SIGNIFICANDS = 1 << 23;
    private static final int ONE = Float.floatToRawIntBits(1f);

    @BeforeAll
    static void needsHardware() {
        assumeTrue(SimdGate.hasFusedMultiplyAdd(), "each of these operations would take a microsecond");
    }

    private static float minusInverseRoot(float x) {
        float y = Float.intBitsToFloat(Mixing.SEED - (Float.floatToRawIntBits(x) >>> 1));
        float h = Math.fma(-x * y, y, 1f);
        float c = Math.fma(Mixing.C4, h, Mixing.C3);
        c = Math.fma(c, h, Mixing.C2);
        c = Math.fma(c, h, Mixing.C1);
        return y * Math.fma(c, h, -1f);
    }

    private static float root(float x, float y) {
        float t = -x * y;
        return Math.fma(Math.fma(t, t, -x), 0.5f * y, t);
    }

    private static float minusReciprocal(float r, float y) {
        return Math.fma(Math.fma(r, y, 1f), y, y);
    }

    private static float quotient(float n, float r, float z) {
        float w = n * z;
        return -Math.fma(Math.fma(r, w, n), z, w);
    }

    private static float quotient(float n, float x) {
        float y = minusInverseRoot(x);
        float r = root(x, y);
        return quotient(n, r, minusReciprocal(r, y));
    }

    private static float exact(float n, float x) {
        return n / (float) Math.sqrt(x);
    }

    @Test
    void everyRootIsRightAndAllButEightReciprocals() {
        List<Float> others = new ArrayList<>();
        for (int bits = ONE; bits < ONE + 2 * SIGNIFICANDS; bits++) {
            float x = Float.intBitsToFloat(bits);
            float y = minusInverseRoot(x);
            float r = root(x, y);
            if (r != (float) Math.sqrt(x)) {
                assertEquals((float) Math.sqrt(x), r, "the root of " + x);
            }
            if (minusReciprocal(r, y) != -1f / r) {
                others.add(x);
            }
        }
        assertEquals(8, others.size(), others::toString);
        for (float x : others) {
            for (int bits = ONE; bits < ONE + SIGNIFICANDS; bits++) {
                float n = Float.intBitsToFloat(bits);
                if (quotient(n, x) != exact(n, x)) {
                    assertEquals(exact(n, x), quotient(n, x), n + " / root of " + x);
                }
            }
        }
    }

    /**
     * With A and B the significands of numerator and root as integers, and M that of the middle: A·2^s = B·M + distance,
     * where s is 24 if the quotient is 1 or more, and else 25. Without the twos in B, A follows from the distance modulo B.
     */
    @Test
    void quotientsNearTheMiddleBetweenTwoFloatsAreRight() {
        long tried = 0;
        for (int b = SIGNIFICANDS; b < 2 * SIGNIFICANDS; b += STRIDE) {
            int twos = Integer.numberOfTrailingZeros(b);
            if (1 << Math.min(twos, 30) > NEAR) {
                continue; // nothing is so near
            }
            long odd = b >> twos;
            float r = Float.intBitsToFloat(ONE + b - SIGNIFICANDS);
            float z = -1f / r;
            for (int s = 24; s <= 25; s++) {
                long inverse = 1; // of 2 to the power s − twos, modulo odd
                for (int k = twos; k < s; k++) {
                    inverse = (inverse % 2 == 1 ? inverse + odd : inverse) / 2;
                }
                long least = s == 24 ? b : SIGNIFICANDS;
                long end = s == 24 ? 2L * SIGNIFICANDS : b;
                for (int distance = -NEAR; distance <= NEAR; distance++) {
                    if (distance % (1 << twos) != 0 || (distance >> twos) % 2 == 0) { // M is odd
                        continue;
                    }
                    long residue = Math.floorMod((distance >> twos) * inverse, odd);
                    for (long a = least + Math.floorMod(residue - least, odd); a < end; a += odd) {
                        float n = Float.intBitsToFloat(ONE + (int) a - SIGNIFICANDS);
                        if (quotient(n, r, z) != n / r) {
                            assertEquals(n / r, quotient(n, r, z), n + " / " + r);
                        }
                        tried++;
                    }
                }
            }
        }
        assertTrue(tried > 10L * SIGNIFICANDS / STRIDE, tried + " tried");
    }

    /** All exponents within the bounds, the bounds themselves, and zeros with their signs. */
    @Test
    void exponentsOnlyShift() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 2_000_000; i++) {
            float x = draw(random);
            float n = draw(random) * (random.nextBoolean() ? 1 : -1);
            assertSameBits(n, x);
        }
        for (float x : new float[] {Mixing.LEAST, Math.nextUp(Mixing.LEAST), 1f, Mixing.MOST}) {
            for (float n : new float[] {0f, -0f, Mixing.LEAST, -Mixing.LEAST, Mixing.MOST, -Mixing.MOST}) {
                assertSameBits(n, x);
            }
        }
    }

    private static float draw(SplittableRandom random) {
        float value;
        do {
            value = Float.intBitsToFloat(random.nextInt() >>> 1);
        } while (!(value >= Mixing.LEAST && value <= Mixing.MOST));
        return value;
    }

    private static void assertSameBits(float n, float x) {
        int expected = Float.floatToRawIntBits(exact(n, x));
        int actual = Float.floatToRawIntBits(quotient(n, x));
        if (expected != actual) {
            assertEquals(expected, actual, n + " / root of " + x);
        }
    }
}
