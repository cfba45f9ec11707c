// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** The regression of the text: a linear model, five weights and an intercept, on half the squared error. */
final class LinearRegression {

    static final int PARAMETERS = DataSet.FEATURES + 1;
    static final int BATCH = 10;
    static final int EPOCHS = 2;

    private final DataSet data;

    LinearRegression(DataSet data) {
        this.data = data;
    }

    /** Small random weights and an intercept of 0. */
    static float[] start(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] params = new float[PARAMETERS];
        for (int j = 0; j < DataSet.FEATURES; j++) {
            params[j] = (float) (0.01 * random.nextGaussian());
        }
        return params;
    }

    /** The rows of each minibatch, all rows shuffled in each epoch. */
    static List<int[]> minibatches(long seed) {
        SplittableRandom random = new SplittableRandom(~seed);
        List<int[]> batches = new ArrayList<>();
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            int[] order = new int[DataSet.ROWS];
            for (int i = 0; i < order.length; i++) {
                int other = random.nextInt(i + 1);
                order[i] = order[other];
                order[other] = i;
            }
            for (int from = 0; from < order.length; from += BATCH) {
                batches.add(Arrays.copyOfRange(order, from, from + BATCH));
            }
        }
        return batches;
    }

    /** Adds the gradient of each row's loss. */
    void addGradients(float[] params, int[] rows, float[] grads) {
        for (int row : rows) {
            float error = error(params, row);
            for (int j = 0; j < DataSet.FEATURES; j++) {
                grads[j] += error * data.feature(row, j);
            }
            grads[DataSet.FEATURES] += error;
        }
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

    private float error(float[] params, int row) {
        float prediction = params[DataSet.FEATURES];
        for (int j = 0; j < DataSet.FEATURES; j++) {
            prediction += params[j] * data.feature(row, j);
        }
        return prediction - data.target(row);
    }
}
