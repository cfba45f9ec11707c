// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.demo;

import io.github.rmspropsimd.RmsProp;
import io.github.rmspropsimd.RmsPropKernel;
import io.github.rmspropsimd.RmsPropState;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A factorization machine over 100,000 hashed features: each has a weight and an embedding of 16 floats, and the score of an
 * event is the sum of its features' weights and of the products of their embeddings. Learns online, a step per event.
 */
final class ClickModel {

    static final int FEATURES = 100_000;
    static final int ACTIVE = 20;
    static final int FACTORS = 16;

    private static final double LEARNING_RATE = 0.005;
    static final RmsProp RULE = RmsProp.d2l().withEpsilon(1e-4).withGradientsZeroed(true);

    private final RmsPropKernel kernel;
    private final boolean dense;
    private final float[] weights = new float[FEATURES];
    private final float[] embeddings = new float[FEATURES * FACTORS];
    private final RmsPropState weightState = RULE.newState(FEATURES);
    private final RmsPropState embeddingState = RULE.newState(embeddings.length);
    private final float[] weightGrads;
    private final float[] embeddingGrads;
    private final float[] sum = new float[FACTORS];

    /**
     * @param dense whether each event steps on the whole tables, or on the rows of its features
     */
    ClickModel(RmsPropKernel kernel, boolean dense, long seed) {
        this.kernel = kernel;
        this.dense = dense;
        weightGrads = new float[dense ? FEATURES : ACTIVE];
        embeddingGrads = new float[weightGrads.length * FACTORS];
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < embeddings.length; i++) {
            embeddings[i] = (float) (0.01 * random.nextGaussian());
        }
    }

    /** Learns from one event; returns its logistic loss before that. */
    double learn(int[] features, boolean clicked) {
        double score = 0;
        Arrays.fill(sum, 0);
        for (int feature : features) {
            score += weights[feature];
            for (int f = 0; f < FACTORS; f++) {
                float v = embeddings[feature * FACTORS + f];
                score -= 0.5 * v * v;
                sum[f] += v;
            }
        }
        for (float total : sum) {
            score += 0.5 * total * total;
        }
        double probability = 1 / (1 + Math.exp(-score));
        float error = (float) (probability - (clicked ? 1 : 0));

        for (int k = 0; k < features.length; k++) {
            int row = dense ? features[k] : k;
            weightGrads[row] = error;
            for (int f = 0; f < FACTORS; f++) {
                embeddingGrads[row * FACTORS + f] = error * (sum[f] - embeddings[features[k] * FACTORS + f]);
            }
        }
        if (dense) {
            kernel.step(weights, weightGrads, weightState, LEARNING_RATE);
            kernel.step(embeddings, embeddingGrads, embeddingState, LEARNING_RATE);
        } else {
            int rows = features.length;
            kernel.stepRows(weights, weightGrads, weightState, features, rows, 1, LEARNING_RATE, 1);
            kernel.stepRows(embeddings, embeddingGrads, embeddingState, features, rows, FACTORS, LEARNING_RATE, 1);
        }
        return -Math.log(Math.max(1e-12, clicked ? probability : 1 - probability));
    }
}
