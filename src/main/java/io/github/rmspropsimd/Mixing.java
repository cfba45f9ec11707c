// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

/**
 * Which vector loops take every fourth vector past the divider, and why its bits are the same.
 *
 * <p>In cache a step waits for the divider, which has a root and a quotient to give for each element, while the
 * multipliers idle. {@link VectorLoop} can have these two from multiplications for a share of its vectors, so that both
 * units work at once. With x = v + ε, the numerator n, and every operation rounded, {@code fma} once:
 *
 * <pre>{@code
 * y = float with the bits SEED - (bits of x >>> 1)            1/√x, but for up to 4 %
 * h = fma(-x·y, y, 1)                                         what is wrong with it
 * y = y·fma(fma(fma(fma(C4, h, C3), h, C2), h, C1), h, -1)    -1/√x, wrong by at most 2^-22.2
 * t = -x·y;   r = fma(fma(t, t, -x), 0.5·y, t)                the root
 * z = fma(fma(r, y, 1), y, y)                                 its reciprocal, negative
 * w = n·z;    q = -fma(fma(r, w, n), z, w)                    the quotient
 * }</pre>
 *
 * <p><b>r is the correctly rounded root</b>: tried for all 2<sup>24</sup> significands and parities of exponents. Between
 * {@link #LEAST} and {@link #MOST} nothing over- or underflows, so that powers of 4 in x and of 2 in n only shift exponents.
 *
 * <p><b>q is the correctly rounded quotient</b> n/r. For all but 8 of these x, −z is the correctly rounded reciprocal of
 * r. Then w is wrong by at most 1.5 ulp, its residual is exact or rounded in its 25th bit, and what is added to w is wrong
 * by less than 3·2<sup>-24</sup> ulp of q. This matters only where n/r is so close to the middle between two floats, which,
 * with the significands A of n and B of r as integers and M, which is odd, that of the middle, means |A·2<sup>k</sup> − B·M| ≤ 6,
 * where k is 25 if n/r is below 1, and else 24. For each B these A can be found; all for which that number is at most 16 were
 * tried, 90 million quotients. For the 8 other x all 2<sup>23</sup> significands of n were tried. The coefficients are those
 * of the least error, moved a little, until this was so; with the unmoved ones a root and two quotients came out wrong.
 * {@code MixedQuotientTest} repeats it, with every 101st B unless it is told otherwise.
 *
 * <p>The signs spare negations, and a zero numerator keeps its own: r·w + n is +0 then, and leaves w as it is.
 */
final class Mixing {

    /** The last of so many goes past the divider. */
    static final int VECTORS = 4;

    static final int SEED = 0x5f360000;
    static final float C1 = -0x1.ffffecp-2f;
    static final float C2 = -0x1.7ff438p-2f;
    static final float C3 = -0x1.40f95ap-2f;
    static final float C4 = -0x1.2a85b2p-2f;

    /** Of x, and of a numerator that is not 0, regardless of its sign. */
    static final float LEAST = 0x1p-60f;

    static final float MOST = 0x1p60f;

    /**
     * With 512-bit lanes one vector in four gained 14 to 17 % where steps are in cache: a prototype, on Zen 4, JDK 17 and 25.
     * With 256-bit lanes, which need twice the instructions for as many elements, no share gained ({@code
     * jmh/c/past-divider.c}), and the trial would be for nothing.
     */
    private static final int LEAST_LANES = 16;

    /**
     * C2 of JDK 17 leaves stores of the boxed results in the loop, of the second variant that is compiled in a JVM or a later
     * one. That of JDK 25 did so with one of some 150 loops, in 23 JVMs, and the loop that does not mix served on; those between
     * were not tried.
     */
    private static final int LEAST_JDK = 25;

    private Mixing() {}

    /** Whether this variant is to do so without a trial. */
    static boolean isForced(Variant variant) {
        return SystemProperties.mixing().equals("on") && suits(variant);
    }

    /** Whether it is to be found out if this variant gains by it on this processor: see {@link MixingTrial}. */
    static boolean isTried(Variant variant, int lanes) {
        String choice = SystemProperties.mixing();
        return (choice.equals("try") || (choice.equals("auto") && lanes >= LEAST_LANES)) && suits(variant);
    }

    /** With ε outside the root another division would remain. */
    private static boolean suits(Variant variant) {
        return Runtime.version().feature() >= LEAST_JDK
                && variant.epsilonInsideRoot()
                && SimdGate.hasFusedMultiplyAdd();
    }
}
