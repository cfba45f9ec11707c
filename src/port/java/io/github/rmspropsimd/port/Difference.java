// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A value that a port has otherwise. */
record Difference(PortCase portCase, int step, Buffer buffer, int index, float expected, float actual) {

    static final long NO_DISTANCE = Long.MAX_VALUE;

    /** The most floats between two values that say something of an error: an eighth of its size. */
    private static final long TELLING_DISTANCE = 1 << 20;

    /** The first one of a case, in the order of the output, or null. Any NaN is as good as any other. */
    static Difference first(PortCase c, List<Map<Buffer, float[]>> expected, List<Map<Buffer, float[]>> actual) {
        for (int step = 0; step < expected.size(); step++) {
            for (Map.Entry<Buffer, float[]> row : expected.get(step).entrySet()) {
                float[] other = actual.get(step).get(row.getKey());
                int i = Arrays.mismatch(row.getValue(), other);
                if (i >= 0) {
                    return new Difference(c, step, row.getKey(), i, row.getValue()[i], other[i]);
                }
            }
        }
        return null;
    }

    /** Whether the element belongs to what the step updates. */
    boolean isInside(PortStep taken) {
        return taken.slices().stream().anyMatch(slice -> {
            int from = buffer.index(slice, 0);
            return index >= from && index < from + slice.length();
        });
    }

    /** How many values differ. */
    static int count(List<Map<Buffer, float[]>> expected, List<Map<Buffer, float[]>> actual) {
        int count = 0;
        for (int step = 0; step < expected.size(); step++) {
            for (Map.Entry<Buffer, float[]> row : expected.get(step).entrySet()) {
                float[] other = actual.get(step).get(row.getKey());
                for (int i = 0; i < other.length; i++) {
                    count += Float.compare(row.getValue()[i], other[i]) != 0 ? 1 : 0;
                }
            }
        }
        return count;
    }

    /** How many floats further one is than the other, both zeros being the same; none where one alone is NaN. */
    long ulps() {
        if (Float.isNaN(expected) || Float.isNaN(actual)) {
            return Float.compare(expected, actual) == 0 ? 0 : NO_DISTANCE;
        }
        return Math.abs((long) place(expected) - place(actual));
    }

    private static int place(float value) {
        int bits = Float.floatToIntBits(value);
        return bits < 0 ? Integer.MIN_VALUE - bits : bits;
    }

    /** For the JSON verdict. */
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("case", portCase.name());
        map.put("step", step + 1);
        map.put("row", buffer.row);
        map.put("index", index);
        map.put("expected", CaseText.bits(expected));
        map.put("actual", CaseText.bits(actual));
        return map;
    }

    String place() {
        return portCase.name() + ", step " + (step + 1) + ", " + buffer + "[" + index + "]";
    }

    @Override
    public String toString() {
        String distance = "";
        if (expected == 0 && actual == 0) {
            distance = ", the other sign";
        } else if (ulps() <= TELLING_DISTANCE) {
            distance = String.format(Locale.ROOT, ", %,d ulp", ulps());
        }
        return place() + ": expected " + show(expected) + ", is " + show(actual) + distance;
    }

    private static String show(float value) {
        return CaseText.bits(value) + " (" + value + ")";
    }
}
