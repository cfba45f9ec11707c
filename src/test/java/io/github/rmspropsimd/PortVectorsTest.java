// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rmspropsimd.port.Buffer;
import io.github.rmspropsimd.port.PortCase;
import io.github.rmspropsimd.port.PortStep;
import io.github.rmspropsimd.port.Slice;
import io.github.rmspropsimd.port.Vectors;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Holds the results in the test vectors, which SCALAR has made, to oracles that share no code with it. */
class PortVectorsTest {

    static final List<String> GROUPS = Vectors.GROUPS;

    @ParameterizedTest
    @FieldSource("GROUPS")
    void theOraclesGiveTheSameBits(String group) {
        Map<String, List<Map<Buffer, float[]>>> results = Vectors.results(group);
        List<PortCase> cases = Vectors.cases(group);
        assertEquals(cases.size(), results.size());
        assertTrue(cases.size() >= 15, "cases of " + group + ": " + cases.size());
        for (PortCase c : cases) {
            Map<Buffer, float[]> buffers = c.buffers(c.steps().get(0).rule().initialSquareAverage());
            for (int i = 0; i < c.steps().size(); i++) {
                step(c.steps().get(i), buffers);
                for (Map.Entry<Buffer, float[]> row :
                        results.get(c.name()).get(i).entrySet()) {
                    Bits.assertSame(
                            c.name() + ", step " + (i + 1) + ", " + row.getKey(),
                            buffers.get(row.getKey()),
                            row.getValue());
                }
            }
        }
    }

    private static void step(PortStep step, Map<Buffer, float[]> buffers) {
        if (step.grads() != null) {
            buffers.put(Buffer.GRADS, step.grads().clone());
        }
        RmsProp rule = step.rule();
        List<Buffer> rows = Buffer.shownBy(rule);
        RmsPropState state = rule.stateOf(
                buffers.get(Buffer.SQUARE_AVERAGE),
                rows.contains(Buffer.GRADIENT_AVERAGE) ? buffers.get(Buffer.GRADIENT_AVERAGE) : null,
                rows.contains(Buffer.MOMENTUM_BUFFER) ? buffers.get(Buffer.MOMENTUM_BUFFER) : null);
        float[] params = buffers.get(Buffer.PARAMS);
        float[] grads = buffers.get(Buffer.GRADS);
        for (Slice part : step.slices()) {
            // The oracles have one offset.
            float[] moved = new float[params.length];
            System.arraycopy(grads, part.gradsOffset(), moved, part.offset(), part.length());
            StepCase.Slice slice = new StepCase.Slice(part.offset(), part.length(), 0);
            StepCase one =
                    new StepCase(rule, slice, 1, step.learningRate(), step.gradientScale(), StepCase.Fill.ORDINARY, 0);
            Oracles.stepwise(one, new StepCase.Buffers(params, moved, state), true);
            System.arraycopy(moved, part.offset(), grads, part.gradsOffset(), part.length());
        }
    }
}
