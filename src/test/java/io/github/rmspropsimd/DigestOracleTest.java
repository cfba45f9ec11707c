// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rmspropsimd.proof.DigestWorkload;
import io.github.rmspropsimd.proof.ExpectedDigests;
import io.github.rmspropsimd.proof.Stepper;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Holds the expected digests to the oracles, whose formulas share no code with the library. */
class DigestOracleTest {

    static final List<String> PRESETS = DigestWorkload.PRESETS;

    @ParameterizedTest
    @FieldSource("PRESETS")
    void theOraclesGiveTheExpectedDigest(String preset) {
        assertEquals(ExpectedDigests.read().get(preset), DigestWorkload.digest(preset, OracleStepper::new));
    }

    /** Steps by the oracle of a rule. */
    private record OracleStepper(RmsProp rule) implements Stepper {

        /** On gradients that are copied to the slice's place, and back. */
        @Override
        public void step(
                float[] params,
                int offset,
                float[] grads,
                int gradsOffset,
                RmsPropState state,
                int length,
                double learningRate,
                double gradientScale) {
            float[] placed = new float[params.length];
            System.arraycopy(grads, gradsOffset, placed, offset, length);
            StepCase.Slice slice = new StepCase.Slice(offset, length, 0);
            StepCase one = new StepCase(rule, slice, 1, learningRate, gradientScale, StepCase.Fill.ORDINARY, 0);
            Oracles.stepwise(one, new StepCase.Buffers(params, placed, state), true);
            System.arraycopy(placed, offset, grads, gradsOffset, length);
        }

        @Override
        public void stepRows(
                float[] params,
                float[] grads,
                RmsPropState state,
                int[] rows,
                int rowLength,
                double learningRate,
                double gradientScale) {
            for (int i = 0; i < rows.length; i++) {
                int from = i * rowLength;
                step(params, rows[i] * rowLength, grads, from, state, rowLength, learningRate, gradientScale);
            }
        }
    }
}
