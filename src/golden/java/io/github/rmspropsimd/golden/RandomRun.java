// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.golden;

import java.util.SplittableRandom;
import java.util.stream.Stream;

/** A random case, and what it starts from and steps with. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RandomRun(Case rule, float[] p0, float[][] grads) {

    private static final float[] SPECIAL = {0, Float.MAX_VALUE, Float.POSITIVE_INFINITY, Float.NaN};
    private static final float[] TINY = {Float.MIN_VALUE, 1e-40f, Float.MIN_NORMAL};

    /** Exponents of 2 up to this size; nothing that such numbers give in a few of TensorFlow's steps is subnormal. */
    private static final int WIDEST_OF_TENSORFLOW = 16;

    private static final int WIDEST = 126;
    private static final int MOST_STEPS = 8;
    private static final double LONGEST = 8192;

    /** One of the framework's taste, the same for the same seed. */
    static RandomRun of(String name, Framework framework, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        // MXNet may misread a smaller one.
        double least = name.equals("mxnet") ? 1e-3 : 1e-9;
        Case rule = Stream.generate(() -> rule(random, "seed " + seed, least))
                .filter(framework::takes)
                .findFirst()
                .orElseThrow();

        boolean tiny = !name.equals("tensorflow");
        int widest = random.nextInt(1 + (tiny ? WIDEST : WIDEST_OF_TENSORFLOW));
        float[] p0 = new float[(int) between(random, 1, LONGEST)];
        fill(random, p0, widest, tiny);
        float[][] grads = new float[1 + random.nextInt(MOST_STEPS)][p0.length];
        // The same ones in every step take the variance of a centered rule to 0, or below.
        boolean steady = random.nextInt(4) == 0;
        for (int step = 0; step < grads.length; step++) {
            if (steady && step > 0) {
                grads[step] = grads[0].clone();
            } else {
                fill(random, grads[step], widest, tiny);
            }
        }
        return new RandomRun(rule, p0, grads);
    }

    private static Case rule(SplittableRandom random, String name, double least) {
        double eps = between(random, least, 0.1);
        double[] s0 = {0, eps, 1, between(random, 1e-3, 1e3)};
        return new Case(
                name,
                "random",
                between(random, Math.max(least, 1e-5), 1),
                random.nextInt(16) == 0 ? 0 : fraction(random),
                eps,
                random.nextBoolean() ? 0 : fraction(random),
                random.nextBoolean(),
                random.nextBoolean() ? 0 : between(random, Math.max(least, 1e-5), 1),
                random.nextBoolean(),
                s0[random.nextInt(s0.length)]);
    }

    /** From 0.1 to 0.9999, and crowded towards 1. */
    private static double fraction(SplittableRandom random) {
        return 1 - between(random, 1e-4, 0.9);
    }

    /** Each magnitude as likely as another. */
    private static double between(SplittableRandom random, double least, double greatest) {
        return least * Math.pow(greatest / least, random.nextDouble());
    }

    private static void fill(SplittableRandom random, float[] values, int widest, boolean tiny) {
        for (int i = 0; i < values.length; i++) {
            float size = switch (random.nextInt(64)) {
                case 0 -> SPECIAL[random.nextInt(SPECIAL.length)];
                case 1 -> tiny ? TINY[random.nextInt(TINY.length)] : 0;
                default -> Math.scalb(1 + random.nextInt(1 << 23) * 0x1p-23f, exponent(random, widest));
            };
            values[i] = random.nextBoolean() ? size : -size;
        }
    }

    private static int exponent(SplittableRandom random, int widest) {
        return random.nextInt(2 * widest + 1) - widest;
    }
}
