// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rmspropsimd.Backend;
import io.github.rmspropsimd.RmsPropKernel;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

    @ParameterizedTest
    @EnumSource
    void theFormulaWrittenOutHasTheBitsOfEitherBackend(Backend backend) {
        RmsPropKernel kernel = Optimizers.kernel().rule().kernel(backend);
        assertTrue(Optimizers.agree(kernel, 1_003, 200));
    }

    /** Trains both ways, and returns the parameters that they agree on. */
    private static float[] train(LinearRegression regression, long seed) {
        int length = LinearRegression.PARAMETERS;
        float[] scratch = regression.train(Optimizers.fromScratch(length), seed, (params, seen) -> {});
        float[] library =
                regression.train(Optimizers.byTheLibrary(Optimizers.kernel(), length), seed, (params, seen) -> {});
        assertArrayEquals(scratch, library);
        return library;
    }
}
