// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import io.github.rmspropsimd.Backend;
import io.github.rmspropsimd.RmsProp;
import io.github.rmspropsimd.RmsPropState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The right results of a case: SCALAR's. */
final class Reference {

    private Reference() {}

    static List<Map<Buffer, float[]>> run(PortCase c) {
        Map<Buffer, float[]> buffers = c.buffers(c.steps().get(0).rule().initialSquareAverage());
        List<Map<Buffer, float[]>> results = new ArrayList<>();
        for (PortStep step : c.steps()) {
            if (step.grads() != null) {
                buffers.put(Buffer.GRADS, step.grads().clone());
            }
            RmsProp rule = step.rule();
            List<Buffer> rows = Buffer.shownBy(rule);
            RmsPropState state = rule.stateOf(
                    buffers.get(Buffer.SQUARE_AVERAGE),
                    rows.contains(Buffer.GRADIENT_AVERAGE) ? buffers.get(Buffer.GRADIENT_AVERAGE) : null,
                    rows.contains(Buffer.MOMENTUM_BUFFER) ? buffers.get(Buffer.MOMENTUM_BUFFER) : null);
            rule.kernel(Backend.SCALAR)
                    .step(
                            buffers.get(Buffer.PARAMS),
                            buffers.get(Buffer.GRADS),
                            state,
                            step.offset(),
                            step.length(),
                            step.learningRate(),
                            step.gradientScale());
            results.add(Buffer.snapshot(rule, buffers));
        }
        return results;
    }
}
