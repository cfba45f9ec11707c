// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.demo;

import io.github.rmspropsimd.Backend;
import io.github.rmspropsimd.RmsProp;
import io.github.rmspropsimd.RmsPropKernel;
import io.github.rmspropsimd.RmsPropState;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import org.knowm.xchart.XYChart;

/**
 * Logistic regression on generated clicks: 10,000 hashed features of which an example draws 20, so that the dense
 * update and not the gradient takes most of the time. SCALAR and SIMD walk through the same losses; the question is how
 * fast.
 */
final class Clicks {

    static final int WEIGHTS = 10_000;
    static final int ACTIVE = 20;
    static final int BATCH = 16;
    static final int STEPS = 6_000;

    private static final int ROUNDS = 5;
    private static final int STEPS_BETWEEN_LOSSES = 100;
    private static final int TEST_EXAMPLES = 2_000;
    private static final double LEARNING_RATE = 0.003;
    static final RmsProp RULE = RmsProp.d2l().withDecay(0.99).withGradientsZeroed(true);

    private final float[] truth = new float[WEIGHTS];
    private final int[][] testFeatures = new int[TEST_EXAMPLES][];
    private final boolean[] testClicks = new boolean[TEST_EXAMPLES];
    private final long seed;

    Clicks(long seed) {
        this.seed = seed;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < WEIGHTS; i++) {
            truth[i] = (float) (0.7 * random.nextGaussian());
        }
        for (int k = 0; k < TEST_EXAMPLES; k++) {
            testFeatures[k] = features(random);
            testClicks[k] = clicks(testFeatures[k], random);
        }
    }

    /** Which features an example has: low ones, like frequent words, more often. */
    private static int[] features(SplittableRandom random) {
        int[] features = new int[ACTIVE];
        for (int k = 0; k < ACTIVE; k++) {
            double u = random.nextDouble();
            features[k] = (int) (WEIGHTS * u * u * u);
        }
        return features;
    }

    private boolean clicks(int[] features, SplittableRandom random) {
        return random.nextDouble() < probability(truth, features);
    }

    private static double probability(float[] weights, int[] features) {
        float sum = 0;
        for (int feature : features) {
            sum += weights[feature];
        }
        return 1 / (1 + Math.exp(-sum));
    }

    /** Mean logistic loss over the test examples. */
    double loss(float[] weights) {
        double loss = 0;
        for (int k = 0; k < TEST_EXAMPLES; k++) {
            double probability = probability(weights, testFeatures[k]);
            loss -= Math.log(testClicks[k] ? probability : 1 - probability);
        }
        return loss / TEST_EXAMPLES;
    }

    /** The loss over the milliseconds spent on gradients and steps. */
    LossCurve train(RmsPropKernel kernel, int steps) {
        SplittableRandom random = new SplittableRandom(~seed);
        float[] weights = new float[WEIGHTS];
        float[] grads = new float[WEIGHTS];
        RmsPropState state = kernel.rule().newState(WEIGHTS);
        LossCurve curve = new LossCurve();
        curve.add(0, loss(weights));
        int[][] batch = new int[BATCH][];
        boolean[] clicked = new boolean[BATCH];
        long nanoseconds = 0;
        for (int step = 1; step <= steps; step++) {
            for (int k = 0; k < BATCH; k++) {
                batch[k] = features(random);
                clicked[k] = clicks(batch[k], random);
            }
            long start = System.nanoTime();
            for (int k = 0; k < BATCH; k++) {
                float error = (float) (probability(weights, batch[k]) - (clicked[k] ? 1 : 0));
                for (int feature : batch[k]) {
                    grads[feature] += error;
                }
            }
            kernel.step(weights, grads, state, 0, WEIGHTS, LEARNING_RATE, 1.0 / BATCH);
            nanoseconds += System.nanoTime() - start;
            if (step % STEPS_BETWEEN_LOSSES == 0) {
                curve.add(nanoseconds / 1e6, loss(weights));
            }
        }
        return curve;
    }

    static Figure run(Lab lab) {
        Clicks clicks = new Clicks(lab.seed());
        XYChart chart = Charts.chart(
                "Logistic regression, 10,000 weights, 6,000 steps", "training time (ms)", "test loss (nats)");
        chart.getStyler().setYAxisMin(0.4);
        lab.print("%-8s %10s %10s %14s", "backend", "time, ms", "test loss", "loss of truth");
        Backend[] backends =
                Arrays.stream(Backend.values()).filter(Backend::isAvailable).toArray(Backend[]::new);
        LossCurve[] fastest = new LossCurve[backends.length];
        for (int round = 0; round < ROUNDS; round++) {
            for (int b = 0; b < backends.length; b++) {
                LossCurve curve = clicks.train(RULE.kernel(backends[b]), STEPS);
                if (fastest[b] == null || curve.end() < fastest[b].end()) {
                    fastest[b] = curve;
                }
            }
        }
        for (int b = 0; b < backends.length; b++) {
            LossCurve curve = fastest[b];
            lab.print("%-8s %10.1f %10.4f %14.4f", backends[b], curve.end(), curve.last(), clicks.loss(clicks.truth));
            String name = String.format(Locale.ROOT, "%s, %.1f ms", backends[b], curve.end());
            boolean scalar = backends[b] == Backend.SCALAR; // broad and below, to be seen where the other lies on it
            Charts.line(chart, name, curve.positions(), curve.losses(), scalar ? 1 : 0, scalar ? 7 : 2);
        }
        if (!Backend.SIMD.isAvailable()) {
            lab.print("%s", Backend.SIMD.explanation());
        }
        return new Figure(
                chart,
                "The backends go through the same losses, bit for bit; each line ends when its run does. Fastest of five runs"
                        + " in turn, one thread, warm. Where C2 turns SCALAR's loop into full-width vectors the lines end close"
                        + " together; where it does not, SCALAR's is several times longer. The gradient takes its time in both.");
    }
}
