// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rmspropsimd.Backend;
import io.github.rmspropsimd.RmsProp;
import io.github.rmspropsimd.RmsPropKernel;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The numbers of the experiments, which the text or another computation gives. */
class ExperimentsTest {

    private static final int SEEDS = 10;

    @Test
    void theWeightsOfTheLastStepsAddUpToAllButWhatIsOlder() {
        assertArrayEquals(new double[] {0.95, 0.9, 0.8, 0.7}, Weights.DECAYS);
        for (double gamma : Weights.DECAYS) {
            double[] weights = Weights.weights(gamma);
            assertEquals(40, weights.length);
            assertEquals(1 - gamma, weights[0], 1e-15);
            assertEquals(1 - Math.pow(gamma, 40), Arrays.stream(weights).sum(), 1e-12);
        }
    }

    @Test
    void theTraceEndsWhereTheTextsDoes() {
        double[][] path = Trace.rmsprop();
        assertEquals(-5, path[0][0]);
        assertEquals(-2, path[1][0]);
        assertEquals(-0.010599, path[0][Trace.STEPS], 5e-7);
        assertEquals(1.0e-14, path[1][Trace.STEPS], 5e-16);
    }

    @Test
    void theLibrarysTraceLiesOnTheTexts() {
        double[][] text = Trace.rmsprop();
        double[][] library = Trace.byTheLibrary();
        for (int t = 0; t <= Trace.STEPS; t++) {
            assertEquals(text[0][t], library[0][t], 1e-5, "x1 after " + t + " steps");
            assertEquals(text[1][t], library[1][t], 1e-5, "x2 after " + t + " steps");
        }
    }

    @Test
    void theOtherMethodsGoTheirOwnWay() {
        // Gradient descent multiplies x1 by 1 - 0.2·0.4 and x2 by 1 - 4·0.4 in each step.
        assertEquals(-5 * Math.pow(0.92, 20), Trace.gradientDescent()[0][20], 1e-12);
        assertEquals(-2 * Math.pow(-0.6, 20), Trace.gradientDescent()[1][20], 1e-12);
        // Adagrad's first step is η in each coordinate; as the text has it, x1 hardly moves on from there.
        assertEquals(-4.6, Trace.adagrad()[0][1], 1e-6);
        assertEquals(-1.6, Trace.adagrad()[1][1], 1e-6);
        assertEquals(-2.382563, Trace.adagrad()[0][20], 5e-7);
        assertEquals(-0.158591, Trace.adagrad()[1][20], 5e-7);
    }

    @Test
    void theAirfoilRegressionEndsNearItsOptimum() throws IOException {
        DataSet data = DataSet.read(RealData.file());
        assertEquals(0.241688, data.leastLoss(), 5e-7);
        LinearRegression regression = new LinearRegression(data);
        for (int seed = 1; seed <= SEEDS; seed++) {
            double loss = regression.loss(Scratch.train(regression, seed, (params, batches) -> {}));
            assertTrue(loss <= 0.25 && loss > data.leastLoss(), "loss " + loss + " with seed " + seed);
        }
    }

    @Test
    void theGeneratedRegressionEndsNearItsOptimum() {
        DataSet data = DataSet.generated();
        LinearRegression regression = new LinearRegression(data);
        for (int seed = 1; seed <= SEEDS; seed++) {
            double loss = regression.loss(Scratch.train(regression, seed, (params, batches) -> {}));
            double excess = loss - data.leastLoss();
            assertTrue(excess > 0 && excess < 0.01, "excess loss " + excess + " with seed " + seed);
        }
    }

    @Test
    void pytorchsRuleEndsWhereTheRunFromScratchDoesButNotQuite() {
        assertEquals(RmsProp.pytorch().withDecay(0.9), Concise.RULE.withGradientsZeroed(false));
        LinearRegression regression = new LinearRegression(DataSet.generated());
        for (int seed = 1; seed <= SEEDS; seed++) {
            double scratch = regression.loss(Scratch.train(regression, seed, (params, batches) -> {}));
            double library = regression.loss(Concise.train(
                    Concise.RULE.kernel(), Concise.GRADIENT_FACTOR, regression, seed, (params, batches) -> {}));
            assertEquals(scratch, library, 1e-3, "losses with seed " + seed);
            assertNotEquals(scratch, library, "the two runs are one");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theLibraryHasTheBitsOfTheRunFromScratch(Backend backend) {
        RmsPropKernel kernel = SameBits.RULE.kernel(backend);
        LinearRegression regression = new LinearRegression(DataSet.generated());
        for (int seed = 1; seed <= SEEDS; seed++) {
            assertTrue(SameBits.onTheRegression(kernel, regression, seed));
        }
        assertTrue(SameBits.onManyParameters(kernel, 1_003, 200));
    }

    @Test
    void rowsGoThroughTheSameLossesOnBothBackendsAndLearn() {
        Clicks clicks = new Clicks(1, Clicks.EVENTS);
        LossCurve scalar = clicks.train(Clicks.Way.SCALAR_ROWS);
        LossCurve simd = clicks.train(Clicks.Way.SIMD_ROWS);
        assertArrayEquals(scalar.losses(), simd.losses());
        assertEquals(12, simd.losses().length);
        assertTrue(simd.last() < 0.9 * simd.losses()[0], () -> simd.losses()[0] + " to " + simd.last());
    }

    /** Until a feature comes back, lazy decay makes no difference. */
    @Test
    void aDenseStepGoesThroughTheSameLossesAtFirst() {
        Clicks clicks = new Clicks(1, 500);
        double rows = clicks.train(Clicks.Way.SIMD_ROWS).last();
        double dense = clicks.train(Clicks.Way.DENSE).last();
        assertTrue(Math.abs(rows - dense) < 0.05 && rows != dense, rows + ", " + dense);
    }
}
