// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A case of the test vectors: what a port starts from, and the steps that it takes.
 *
 * @param name the group and the case's own name, with a slash between
 * @param start the parameters, and those of the state's buffers that are not fresh
 */
public record PortCase(String name, String preset, Map<Buffer, float[]> start, int gradsLength, List<PortStep> steps) {

    /** The length of the parameters, and of the buffers of the state. */
    public int length() {
        return start.get(Buffer.PARAMS).length;
    }

    int length(Buffer buffer) {
        return buffer == Buffer.GRADS ? gradsLength : length();
    }

    /** All buffers before the first step, those that the rule has not among them: a mistaken port may use them. */
    public Map<Buffer, float[]> buffers(double initialSquareAverage) {
        Map<Buffer, float[]> buffers = new EnumMap<>(Buffer.class);
        for (Buffer buffer : Buffer.values()) {
            float[] given = start.get(buffer);
            float[] values = given != null ? given.clone() : new float[length(buffer)];
            if (given == null && buffer == Buffer.SQUARE_AVERAGE) {
                Arrays.fill(values, (float) initialSquareAverage);
            }
            buffers.put(buffer, values);
        }
        return buffers;
    }

    /** The same with a fresh state. */
    PortCase fresh() {
        return new PortCase(name, preset, Map.of(Buffer.PARAMS, start.get(Buffer.PARAMS)), gradsLength, steps);
    }
}
