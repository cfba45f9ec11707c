// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The regression reaches the loss that the text's does, and the library gives the bits of the formula written out. */
class TrainingTest {

    private static final int SEEDS = 10;

    @Test
    void theAirfoilRegressionEndsNearItsOptimum() throws IOException {
        DataSet data = DataSet.read(RealData.file());
        assertEquals(0.241688, data.leastLoss(), 5e-7);
        LinearRegression regression = new LinearRegression(data);
        for (int seed = 1; seed <= SEEDS; seed++) {
            double loss = regression.loss(train(regression, seed));
            assertTrue(loss <= 0.25 && loss > data.leastLoss(), "loss " + loss + " with seed " + seed);
        }
    }

    @Test
    void theGeneratedRegressionEndsNearItsOptimum() {
        DataSet data = DataSet.generated();
        LinearRegression regression = new LinearRegression(data);
        for (int seed = 1; seed <= SEEDS; seed++) {
            double excess = regression.loss(train(regression, seed)) - data.leastLoss();
            assertTrue(excess > 0 && excess < 0.01, "excess loss " + excess + " with seed " + seed);
        }
    }

    /** Trains both ways, and returns the parameters that they agree on. */
    private static float[] train(LinearRegression regression, long seed) {
        float[] scratch = regression.train(Optimizers.fromScratch(), seed, (seen, loss) -> {});
        float[] library = regression.train(Optimizers.byTheLibrary(Optimizers.kernel()), seed, (seen, loss) -> {});
        assertArrayEquals(scratch, library);
        return library;
    }
}
