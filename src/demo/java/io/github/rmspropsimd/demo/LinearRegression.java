// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.demo;

import java.util.SplittableRandom;
import java.util.function.ObjIntConsumer;

/** The regression of the text: minibatch training of a linear model, five weights and an intercept, on half the squared error. */
final class LinearRegression {

    static final int PARAMETERS = DataSet.FEATURES + 1;
    static final int BATCH = 10;
    static final int EPOCHS = 2;
    static final double LEARNING_RATE = 0.01;
    static final double DECAY = 0.9;
    static final double EPSILON = 1e-6;

    private static final int EXAMPLES_BETWEEN_REPORTS = 300;

    /** Updates the parameters by the sums of a batch's gradients, and leaves these at 0. */
    interface Optimizer {
        void step(float[] params, float[] grads);
    }

    private final DataSet data;

    LinearRegression(DataSet data) {
        this.data = data;
    }

    /** Trains from a seeded start; shows the parameters and the number of examples seen now and then, and returns them. */
    float[] train(Optimizer optimizer, long seed, ObjIntConsumer<float[]> progress) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] params = new float[PARAMETERS];
        for (int j = 0; j < DataSet.FEATURES; j++) {
            params[j] = (float) (0.01 * random.nextGaussian());
        }
        float[] grads = new float[PARAMETERS];
        int seen = 0;
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            int[] order = shuffledRows(random);
            for (int start = 0; start < DataSet.ROWS; start += BATCH) {
                for (int k = start; k < start + BATCH; k++) {
                    addGradient(params, order[k], grads);
                }
                optimizer.step(params, grads);
                seen += BATCH;
                if (seen % EXAMPLES_BETWEEN_REPORTS == 0) {
                    progress.accept(params, seen);
                }
            }
        }
        return params;
    }

    private void addGradient(float[] params, int row, float[] grads) {
        float error = error(params, row);
        for (int j = 0; j < DataSet.FEATURES; j++) {
            grads[j] += error * data.feature(row, j);
        }
        grads[DataSet.FEATURES] += error;
    }

    private float error(float[] params, int row) {
        float prediction = params[DataSet.FEATURES];
        for (int j = 0; j < DataSet.FEATURES; j++) {
            prediction += params[j] * data.feature(row, j);
        }
        return prediction - data.target(row);
    }

    /** Half the mean squared error over all rows. */
    double loss(float[] params) {
        double squares = 0;
        for (int row = 0; row < DataSet.ROWS; row++) {
            double error = error(params, row);
            squares += error * error;
        }
        return squares / DataSet.ROWS / 2;
    }

    private static int[] shuffledRows(SplittableRandom random) {
        int[] order = new int[DataSet.ROWS];
        for (int i = 0; i < order.length; i++) {
            int other = random.nextInt(i + 1);
            order[i] = order[other];
            order[other] = i;
        }
        return order;
    }
}
