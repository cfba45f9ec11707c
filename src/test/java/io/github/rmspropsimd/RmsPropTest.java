// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rule's values, its states and its kernels. */
class RmsPropTest {

    @Test
    void d2lHasTheDefaultsOfTheChapter() {
        RmsProp rule = RmsProp.d2l();
        assertEquals(0.9, rule.decay());
        assertEquals(1e-6, rule.epsilon());
        assertEquals(0, rule.initialSquareAverage());
        assertFalse(rule.gradientsZeroed());
    }

    @Test
    void eachSwitchChangesItsOwnValueAlone() {
        assertValues(RmsProp.d2l(), 0.9, 1e-6, true, 0, false, true, 0, true, false, 0, 0, false, false);
        assertValues(
                RmsProp.d2l()
                        .withDecay(0.5)
                        .withEpsilon(1e-3)
                        .withEpsilonInsideRoot(false)
                        .withInitialSquareAverage(2)
                        .withCentered(true)
                        .withVarianceClamped(false)
                        .withMomentum(0.25)
                        .withLearningRateInMomentum(false)
                        .withNesterov(true)
                        .withWeightDecay(0.125)
                        .withDecoupledWeightDecay(0.0625)
                        .withMaximize(true)
                        .withGradientsZeroed(true),
                0.5,
                1e-3,
                false,
                2,
                true,
                false,
                0.25,
                false,
                true,
                0.125,
                0.0625,
                true,
                true);
        assertValues(
                RmsProp.d2l().withMomentum(0.5).withDecoupledWeightDecay(0.75),
                0.9,
                1e-6,
                true,
                0,
                false,
                true,
                0.5,
                true,
                false,
                0,
                0.75,
                false,
                false);
        assertEquals(
                "RmsProp[nd4j, decay=0.5, epsilon=0.001, initialSquareAverage=2.0, gradientsZeroed=true]",
                RmsProp.nd4j()
                        .withDecay(0.5)
                        .withEpsilon(1e-3)
                        .withInitialSquareAverage(2)
                        .withGradientsZeroed(true)
                        .toString());
        assertEquals(
                "RmsProp[nd4j, decay=0.95, epsilon=1.0E-8, initialSquareAverage=epsilon, gradientsZeroed=false]",
                RmsProp.nd4j().toString());
    }

    private static void assertValues(RmsProp rule, Object... expected) {
        List<Object> values = List.of(
                rule.decay(),
                rule.epsilon(),
                rule.epsilonInsideRoot(),
                rule.initialSquareAverage(),
                rule.centered(),
                rule.varianceClamped(),
                rule.momentum(),
                rule.learningRateInMomentum(),
                rule.nesterov(),
                rule.weightDecay(),
                rule.decoupledWeightDecay(),
                rule.maximize(),
                rule.gradientsZeroed());
        assertEquals(
                Stream.of(expected)
                        .map(value -> value instanceof Integer number ? (Object) number.doubleValue() : value)
                        .toList(),
                values);
    }

    @Test
    void presetsHaveTheirFrameworksDefaults() {
        assertDefaults(RmsProp.pytorch(), 0.99, 1e-8, false, 0);
        assertDefaults(RmsProp.tensorflow(), 0.9, 1e-10, true, 1);
        assertDefaults(RmsProp.keras(), 0.9, 1e-7, true, 0);
        assertDefaults(RmsProp.optax(), 0.9, 1e-8, true, 0);
        assertDefaults(RmsProp.nd4j(), 0.95, 1e-8, false, 1e-8);
        assertDefaults(RmsProp.mxnet(), 0.9, 1e-8, true, 0);
        assertTrue(RmsProp.d2l().varianceClamped());
        assertFalse(RmsProp.keras().varianceClamped());
        assertFalse(RmsProp.pytorch().learningRateInMomentum());
        assertTrue(RmsProp.keras().learningRateInMomentum());
    }

    private static void assertDefaults(
            RmsProp rule, double decay, double epsilon, boolean epsilonInsideRoot, double initialSquareAverage) {
        assertEquals(decay, rule.decay());
        assertEquals(epsilon, rule.epsilon());
        assertEquals(epsilonInsideRoot, rule.epsilonInsideRoot());
        assertEquals(initialSquareAverage, rule.initialSquareAverage());
        assertEquals(0, rule.momentum());
        assertEquals(0, rule.weightDecay());
        assertEquals(0, rule.decoupledWeightDecay());
        assertFalse(rule.centered());
        assertFalse(rule.nesterov());
        assertFalse(rule.maximize());
        assertFalse(rule.gradientsZeroed());
    }

    @Test
    void nd4jStartsFromItsEpsilonUnlessToldOtherwise() {
        assertEquals(1e-3, RmsProp.nd4j().withEpsilon(1e-3).initialSquareAverage());
        RmsProp named = RmsProp.nd4j().withInitialSquareAverage(1e-8);
        assertEquals(1e-8, named.withEpsilon(1e-3).initialSquareAverage());
        assertArrayEquals(
                new float[] {1e-3f},
                RmsProp.nd4j().withEpsilon(1e-3).newState(1).squareAverage());
    }

    /** So that a caller can set what a configuration file says, whatever the framework. */
    @Test
    void whatAFrameworkDoesNotHaveMayBeSetToWhatItIs() {
        RmsProp rule = RmsProp.nd4j();
        assertEquals(
                rule,
                rule.withCentered(false)
                        .withMomentum(0)
                        .withWeightDecay(-0.0)
                        .withDecoupledWeightDecay(1e-50)
                        .withEpsilonInsideRoot(false));
    }

    @Test
    void aRuleHasTheBuffersItUses() {
        assertBuffers(RmsProp.d2l(), 0, 0);
        assertBuffers(RmsProp.d2l().withCentered(true), 2, 0);
        assertBuffers(RmsProp.d2l().withMomentum(0.9), 0, 2);
        assertBuffers(RmsProp.d2l().withMomentum(1e-46), 0, 0);
        assertBuffers(RmsProp.pytorch().withCentered(true).withMomentum(0.9), 2, 2);
        assertBuffers(RmsProp.tensorflow(), 0, 2);
        assertBuffers(RmsProp.mxnet(), 0, 0);
        assertBuffers(RmsProp.mxnet().withCentered(true), 2, 2);
    }

    private static void assertBuffers(RmsProp rule, int gradientAverage, int momentum) {
        RmsPropState state = rule.newState(2);
        assertArrayEquals(new float[gradientAverage], state.gradientAverage());
        assertArrayEquals(new float[momentum], state.momentum());
    }

    @Test
    void nothingCanBeSteppedOnWithOneEmptyArrayInAllRoles() {
        float[] none = {};
        RmsProp rule = RmsProp.tensorflow().withCentered(true);
        RmsPropState state = rule.stateOf(none, none, none);
        for (Backend backend : Backend.values()) {
            rule.kernel(backend).step(none, none, state, 0.01);
        }
        assertEquals(0, state.length());
    }

    @Test
    void theClampKeepsACenteredRuleFromNaN() {
        // The variance of constant gradients is 0, and rounds to less than 0 for some.
        RmsProp clamped = RmsProp.d2l().withCentered(true).withEpsilonInsideRoot(false);
        assertEquals(0, countNaNs(afterConstantGradients(clamped)));
        assertTrue(countNaNs(afterConstantGradients(clamped.withVarianceClamped(false))) > 5);
    }

    private static float[] afterConstantGradients(RmsProp rule) {
        float[] params = new float[100];
        float[] grads = new float[100];
        for (int i = 0; i < grads.length; i++) {
            grads[i] = 0.01f * (i + 1);
        }
        RmsPropState state = rule.newState(100);
        RmsPropKernel kernel = rule.kernel(Backend.SIMD);
        for (int step = 0; step < 200; step++) {
            kernel.step(params, grads, state, 0.01);
        }
        return params;
    }

    private static int countNaNs(float[] values) {
        int count = 0;
        for (float value : values) {
            count += Float.isNaN(value) ? 1 : 0;
        }
        return count;
    }

    @Test
    void boundsThemselvesAndNegativeZeroAreTaken() {
        assertEquals(RmsProp.d2l().withDecay(0), RmsProp.d2l().withDecay(-0.0));
        assertEquals("0.0", "" + RmsProp.d2l().withDecay(-0.0).decay());
        assertEquals(0.9999999, RmsProp.d2l().withDecay(0.9999999).decay());
        assertEquals(1e-45, RmsProp.d2l().withEpsilon(1e-45).epsilon());
        assertEquals("0.0", "" + RmsProp.d2l().withInitialSquareAverage(-0.0).initialSquareAverage());
        assertEquals(3e38, RmsProp.d2l().withInitialSquareAverage(3e38).initialSquareAverage());
    }

    @Test
    void equalRulesAreEqual() {
        RmsProp rule = RmsProp.d2l();
        assertEquals(rule, RmsProp.d2l().withDecay(0.9));
        assertEquals(rule.hashCode(), RmsProp.d2l().withDecay(0.9).hashCode());
        for (RuleSpace.Switch s : RuleSpace.switchesOf("d2l")) {
            assertNotEquals(rule, s.on().apply(rule), s.name());
            assertEquals(s.on().apply(rule), s.on().apply(RmsProp.d2l()), s.name());
        }
        assertNotEquals(rule, rule.withDecay(0.8));
        assertNotEquals(rule, rule.withEpsilon(1e-7));
        assertNotEquals(RmsProp.keras(), rule.withEpsilon(1e-7).withVarianceClamped(false));
        assertNotEquals(rule, new Object());
    }

    @Test
    void aNewStateStartsFromTheInitialSquareAverage() {
        RmsPropState state = RmsProp.d2l().withInitialSquareAverage(0.25).newState(3);
        assertEquals(3, state.length());
        assertArrayEquals(new float[] {0.25f, 0.25f, 0.25f}, state.squareAverage());
        assertEquals(0, state.gradientAverage().length);
        assertEquals(0, state.momentum().length);
        assertEquals(0, RmsProp.d2l().newState(0).length());
    }

    @Test
    void aStateOverOnesOwnArrayKeepsItAndItsContents() {
        float[] average = {1, 2};
        float[] none = {};
        RmsPropState state = RmsProp.d2l().withInitialSquareAverage(7).stateOf(average, none, none);
        assertSame(average, state.squareAverage());
        assertArrayEquals(new float[] {1, 2}, average);
    }

    @ParameterizedTest
    @EnumSource
    void aStepIsTheFormula(Backend backend) {
        RmsProp rule = RmsProp.d2l().withDecay(0.75).withEpsilon(0.25).withGradientsZeroed(true);
        float[] params = {10, 20};
        float[] grads = {2, 4};
        RmsPropState state = rule.stateOf(new float[] {3, 0}, null, null);
        RmsPropKernel kernel = rule.kernel(backend);

        kernel.step(params, grads, state, 0, 1, 3, 0.5);

        // g = 1; s = 0.75·3 + 0.25·1 = 2.5; p = 10 − 3·1/√2.75
        assertArrayEquals(new float[] {2.5f, 0}, state.squareAverage());
        assertArrayEquals(new float[] {10 - 3 / (float) Math.sqrt(2.75), 20}, params);
        assertArrayEquals(new float[] {0, 4}, grads);
        assertEquals(rule, kernel.rule());
        assertEquals(backend, kernel.backend());
        assertTrue(kernel.status().startsWith("Running " + backend), kernel.status());
    }

    @ParameterizedTest
    @EnumSource
    void aRuleMayBeScheduledOverOneState(Backend backend) {
        RmsProp rule = RmsProp.d2l();
        RmsPropState state = rule.newState(1);
        float[] params = {0};
        rule.kernel(backend).step(params, new float[] {1}, state, 0.1);
        float first = state.squareAverage()[0];
        rule.withDecay(0.5).withEpsilon(1).kernel(backend).step(params, new float[] {1}, state, 0.1);
        assertEquals(0.5f * first + 0.5f, state.squareAverage()[0]);
    }

    @Test
    void backendsSayWhetherTheyRunHere() {
        assertTrue(Backend.SCALAR.isAvailable());
        assertEquals("SCALAR runs on every JVM.", Backend.SCALAR.explanation());
        assertTrue(Backend.SIMD.isAvailable());
        assertTrue(Backend.SIMD.explanation().matches("SIMD runs with (4|8|16) lanes\\."), Backend.SIMD.explanation());
    }

    @Test
    void aDefaultKernelReachesSimdWithTheBitsOfScalar() throws InterruptedException {
        RmsPropKernel kernel = RmsProp.d2l().kernel();
        assertTrue(kernel.awaitSimd(Duration.ofMinutes(1)), kernel.status());
        assertEquals(Backend.SIMD, kernel.backend());
        float[] params = new float[100];
        float[] expected = new float[100];
        kernel.step(params, ones(), RmsProp.d2l().newState(100), 0.1);
        RmsProp.d2l()
                .kernel(Backend.SCALAR)
                .step(expected, ones(), RmsProp.d2l().newState(100), 0.1);
        assertArrayEquals(expected, params);
    }

    private static float[] ones() {
        float[] ones = new float[100];
        Arrays.fill(ones, 1f);
        return ones;
    }

    @Test
    void aKernelNamesItsRuleAndBackend() {
        RmsProp rule = RmsProp.keras();
        assertEquals("[" + rule + ", SCALAR]", rule.kernel(Backend.SCALAR).toString());
    }

    @Test
    void aKernelOnScalarAwaitsNothing() throws InterruptedException {
        assertFalse(RmsProp.d2l().kernel(Backend.SCALAR).awaitSimd(Duration.ofMinutes(1)));
    }
}
