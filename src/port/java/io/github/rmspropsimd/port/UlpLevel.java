// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The level {@code ulp}: each step, taken from what the port itself had before it, lies in what the formula gives when
 * each operation may be wrong by some units in the last place, fused with another, or flush subnormal numbers.
 */
final class UlpLevel {

    private final Model model;
    private UlpError outside;
    private UlpError largest;
    private int flushed;

    UlpLevel(Formulas formulas) {
        model = new Model(formulas, Recipe.RIGHT);
    }

    /** The first value that is not allowed, or null. */
    UlpError outside() {
        return outside;
    }

    /** The largest error of one step, as a part of what is allowed; subnormal numbers taken for 0 left out. Or null. */
    UlpError largest() {
        return largest;
    }

    /** How many subnormal numbers were taken for 0. */
    int flushed() {
        return flushed;
    }

    void check(PortCase c, List<Map<Buffer, float[]>> results) {
        Map<Buffer, float[]> before = c.buffers(c.steps().get(0).rule().initialSquareAverage());
        for (int number = 0; number < c.steps().size(); number++) {
            PortStep step = c.steps().get(number);
            if (step.grads() != null) {
                before.put(Buffer.GRADS, step.grads().clone());
            }
            Map<Buffer, float[]> expected = new HashMap<>();
            before.forEach((buffer, row) -> expected.put(buffer, row.clone()));
            model.step(c.preset(), step, expected);
            Map<Buffer, Interval[]> allowed = allowed(c.preset(), step, before);
            for (Map.Entry<Buffer, float[]> row : results.get(number).entrySet()) {
                Buffer buffer = row.getKey();
                for (int i = 0; i < row.getValue().length; i++) {
                    Difference error = new Difference(c, number, buffer, i, expected.get(buffer)[i], row.getValue()[i]);
                    take(new UlpError(error, allowed.get(buffer)[i]));
                }
                before.put(buffer, row.getValue().clone());
            }
        }
    }

    private void take(UlpError error) {
        if (outside == null && !error.isAllowed()) {
            outside = error;
        }
        Difference difference = error.difference();
        if (difference.actual() == 0
                && difference.expected() != 0
                && Math.abs(difference.expected()) < Float.MIN_NORMAL) {
            flushed++;
        } else if (error.timesAllowed() > (largest == null ? 0 : largest.timesAllowed())) {
            largest = error;
        }
    }

    /** What each element may be after the step; nothing for one that must stay as it is. */
    private Map<Buffer, Interval[]> allowed(String preset, PortStep step, Map<Buffer, float[]> before) {
        List<Line> lines = model.lines(preset, step.rule());
        Map<Buffer, Interval[]> allowed = new EnumMap<>(Buffer.class);
        before.forEach((buffer, row) -> allowed.put(buffer, new Interval[row.length]));
        Map<String, Interval> numbers = new HashMap<>();
        Model.numbers(step).forEach((name, number) -> numbers.put(name, Interval.of(number.floatValue())));
        for (Slice slice : step.slices()) {
            for (int i = 0; i < slice.length(); i++) {
                Map<String, Interval> variables = new HashMap<>(numbers);
                for (Buffer buffer : Buffer.values()) {
                    int index = buffer.index(slice, i);
                    Interval earlier = allowed.get(buffer)[index]; // of a row that occurs a second time
                    variables.put(buffer.variable, earlier != null ? earlier : Interval.of(before.get(buffer)[index]));
                }
                for (Line line : lines) {
                    variables.put(line.variable(), evaluate(line.expression(), variables));
                }
                for (Buffer buffer : Buffer.values()) {
                    allowed.get(buffer)[buffer.index(slice, i)] = variables.get(buffer.variable);
                }
            }
        }
        return allowed;
    }

    private static Interval evaluate(Node node, Map<String, Interval> variables) {
        if (node.arguments().isEmpty()) {
            Interval variable = variables.get(node.name());
            return variable != null ? variable : Interval.of(Integer.parseInt(node.name()));
        }
        return Interval.apply(
                node.name(),
                node.arguments().stream()
                        .map(argument -> evaluate(argument, variables))
                        .toList());
    }
}
