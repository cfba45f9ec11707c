// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import java.util.Random;

/** What the buffers of a case hold. Drawn from {@link Random}, whose sequence is specified, so that a seed is enough. */
enum Fill {
    /** What training has: gradients of all magnitudes about 1. */
    ORDINARY,
    /** Subnormal numbers and small ones whose products are. */
    TINY,
    /** The values at which arithmetic changes its ways, of either sign. */
    SPECIAL,
    /** Any 32 bits: every float as likely as every other. */
    RAW_BITS;

    private static final float[] SPECIALS = {
        0f,
        1f,
        0.1f,
        3f,
        Float.MIN_VALUE,
        0x1.8p-140f,
        Math.nextDown(Float.MIN_NORMAL),
        Float.MIN_NORMAL,
        0x1p-75f,
        0x1p-63f,
        Math.nextUp(1f),
        0x1p63f,
        0x1.6a09e6p63f,
        0x1p64f,
        Float.MAX_VALUE,
        Float.POSITIVE_INFINITY,
        Float.NaN
    };

    private float draw(Random random) {
        return switch (this) {
            case ORDINARY -> (float) ((random.nextDouble() - 0.5) * Math.scalb(1.0, random.nextInt(17) - 12));
            case TINY -> (float) ((random.nextDouble() - 0.5) * Math.scalb(1.0, random.nextInt(90) - 150));
            case SPECIAL -> SPECIALS[random.nextInt(SPECIALS.length)] * (random.nextBoolean() ? 1 : -1);
            case RAW_BITS -> Float.intBitsToFloat(random.nextInt());
        };
    }

    float[] row(int length, Random random) {
        float[] row = new float[length];
        for (int i = 0; i < length; i++) {
            row[i] = draw(random);
        }
        return row;
    }
}
