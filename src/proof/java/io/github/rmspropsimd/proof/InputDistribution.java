// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.proof;

/** How a random word of 64 bits becomes a float. Integer operations and exact conversions only. */
enum InputDistribution {
    /** Numbers of both signs up to 16, as training has them. */
    ORDINARY {
        @Override
        float of(long word, int index) {
            int integer = (int) (word >>> 40) - (1 << 23);
            return Math.scalb((float) integer, -19 - (int) (word & 15));
        }
    },
    /**
     * Subnormal numbers and small ones, up to 2^-55. Their squares are around the smallest normal number and below. An
     * element keeps its magnitude, so that no larger number of an earlier step hides a subnormal one.
     */
    SMALL {
        @Override
        float of(long word, int index) {
            int sign = (int) (word >>> 63) << 31;
            int exponent = ((int) (word >>> 32 & 7) + 8 * (index % 9)) << 23;
            int fraction = (int) (word & 0x7fffff);
            return Float.intBitsToFloat(sign | exponent | fraction);
        }
    },
    /** Ordinary numbers, of which one in 32 is a value where arithmetic changes its ways. */
    SPECIAL {
        @Override
        float of(long word, int index) {
            if ((word & 31) != 0) {
                return ORDINARY.of(word, index);
            }
            int sign = (int) (word >>> 63) << 31;
            return Float.intBitsToFloat(sign | SPECIALS[(int) (word >>> 8 & 15)]);
        }
    },
    /** Zeros of both signs, and one in 64 is 1 or -1: the sign of a zero lives on where all before it were zeros. */
    ZEROS {
        @Override
        float of(long word, int index) {
            int sign = (int) (word >>> 63) << 31;
            return Float.intBitsToFloat(sign | ((word & 63) == 0 ? 0x3f800000 : 0));
        }
    };

    /** Zero, one, subnormal numbers, the smallest normal one, edges of squares and sums, the largest, infinity, NaN. */
    private static final int[] SPECIALS = {
        0x00000000, 0x3f800000, 0x3dcccccd, 0x00000001, 0x00000300, 0x007fffff, 0x00800000, 0x1a000000,
        0x20000000, 0x3f800001, 0x5f000000, 0x5f3504f3, 0x5f800000, 0x7f7fffff, 0x7f800000, 0x7fc00000
    };

    /** The runs take the distributions in turn. */
    static InputDistribution ofRun(int number) {
        return switch (number % 4) {
            case 0 -> ORDINARY;
            case 1 -> SMALL;
            case 2 -> SPECIAL;
            default -> ZEROS;
        };
    }

    abstract float of(long word, int index);

    final float[] draw(int length, SplitMix64 random) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = of(random.next(), i);
        }
        return values;
    }
}
