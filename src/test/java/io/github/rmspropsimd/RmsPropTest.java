// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rule's values, its states and its kernels. */
class RmsPropTest {

    @Test
    void d2lHasTheDefaultsOfTheText() {
        RmsProp rule = RmsProp.d2l();
        assertEquals(0.9, rule.decay());
        assertEquals(1e-6, rule.epsilon());
        assertEquals(0, rule.initialSquareAverage());
        assertFalse(rule.gradientsZeroed());
    }

    @Test
    void eachSwitchChangesItsOwnValueAlone() {
        RmsProp rule = RmsProp.d2l()
                .withDecay(0.5)
                .withEpsilon(1e-3)
                .withInitialSquareAverage(2)
                .withGradientsZeroed(true);
        assertEquals(0.5, rule.decay());
        assertEquals(1e-3, rule.epsilon());
        assertEquals(2, rule.initialSquareAverage());
        assertTrue(rule.gradientsZeroed());
        assertEquals(
                "RmsProp[decay=0.5, epsilon=0.001, initialSquareAverage=2.0, gradientsZeroed=true]", rule.toString());
        assertEquals(0.9, RmsProp.d2l().decay());
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
        for (RmsProp other : List.of(
                rule.withDecay(0.8),
                rule.withEpsilon(1e-7),
                rule.withInitialSquareAverage(1),
                rule.withGradientsZeroed(true))) {
            assertNotEquals(rule, other);
        }
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
        assertTrue(kernel.status().startsWith(backend + " serves"), kernel.status());
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
}
