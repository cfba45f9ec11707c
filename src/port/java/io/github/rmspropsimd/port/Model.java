// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import io.github.rmspropsimd.RmsProp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Evaluates the document's formulas, by a recipe that may have mistakes. Shares no code with the library's loops. */
final class Model {

    private final Formulas formulas;
    private final Recipe recipe;
    private final Map<String, List<Line>> computed = new HashMap<>();

    Model(Formulas formulas, Recipe recipe) {
        this.formulas = formulas;
        this.recipe = recipe;
    }

    /** What is shown after each step of a case. */
    List<Map<Buffer, float[]>> run(PortCase right) {
        PortCase c = recipe.start().apply(right);
        PortStep first = c.steps().get(0);
        Map<Buffer, float[]> buffers =
                c.buffers(recipe.reading().read(first, first, first).rule().initialSquareAverage());
        List<Map<Buffer, float[]>> results = new ArrayList<>();
        PortStep before = first;
        for (PortStep step : c.steps()) {
            if (step.grads() != null) {
                buffers.put(Buffer.GRADS, step.grads().clone());
            }
            step(c, first, before, step, buffers);
            results.add(Buffer.snapshot(step.rule(), buffers));
            before = step;
        }
        return results;
    }

    /** Takes one step of a case, given its first step and the one before. */
    void step(PortCase c, PortStep first, PortStep before, PortStep step, Map<Buffer, float[]> buffers) {
        PortStep read = recipe.reading()
                .read(first, before, step)
                .withSlices(slice -> slice.within(c.length(), c.gradsLength()));
        forget(c.fresh().buffers(read.rule().initialSquareAverage()), read, buffers);
        recipe.hook().run(true, before, step, buffers);
        Map<String, Double> numbers = new HashMap<>(numbers(read));
        if (!recipe.oneMinusDecay().equals(Recipe.Reading.RIGHT)) {
            numbers.put(
                    "oneMinusDecay",
                    1 - recipe.oneMinusDecay().read(first, before, step).rule().decay());
        }
        step(c.preset(), read, numbers, buffers);
        recipe.hook().run(false, before, step, buffers);
    }

    private void forget(Map<Buffer, float[]> fresh, PortStep step, Map<Buffer, float[]> buffers) {
        Recipe.Forgetting forgetting = recipe.forgetting();
        Slice whole = new Slice(0, 0, fresh.get(Buffer.PARAMS).length);
        for (Buffer buffer : forgetting.buffers()) {
            for (Slice slice : forgetting.sliceAlone() ? step.slices() : List.of(whole)) {
                System.arraycopy(
                        fresh.get(buffer), slice.offset(), buffers.get(buffer), slice.offset(), slice.length());
            }
        }
    }

    /** The lines that a step computes, in order. */
    List<Line> lines(String preset, RmsProp rule) {
        Set<String> switchedOn = RuleSetting.switchedOn(rule);
        return computed.computeIfAbsent(preset + switchedOn, key -> {
            Set<String> taken = recipe.switches().apply(switchedOn);
            return recipe.lines().apply(taken, formulas.active(preset, taken));
        });
    }

    void step(String preset, PortStep step, Map<Buffer, float[]> buffers) {
        step(preset, step, numbers(step), buffers);
    }

    private void step(String preset, PortStep step, Map<String, Double> numbers, Map<Buffer, float[]> buffers) {
        for (Slice slice : step.slices()) {
            step(lines(preset, step.rule()), slice, numbers, buffers);
        }
    }

    private void step(List<Line> lines, Slice slice, Map<String, Double> numbers, Map<Buffer, float[]> buffers) {
        int length = slice.length();
        Map<String, Column> variables = new HashMap<>();
        for (Buffer buffer : Buffer.values()) {
            double[] column = new double[length];
            for (int i = 0; i < length; i++) {
                column[i] = buffers.get(buffer)[buffer.index(slice, i)];
            }
            variables.put(buffer.variable, new Column(column, false));
        }
        numbers.forEach((name, number) ->
                variables.put(name, filled(length, recipe.rounding().number(number))));
        for (Line line : lines) {
            Column computed = evaluate(line.expression(), variables, length);
            double[] column = computed.values.clone();
            boolean wide = line.expression().is("unrounded");
            for (int i = 0; i < length && !wide; i++) {
                column[i] = recipe.rounding().line(column[i]);
            }
            variables.put(line.variable(), new Column(column, wide));
        }
        for (Buffer buffer : Buffer.values()) {
            for (int i = 0; i < length; i++) {
                buffers.get(buffer)[buffer.index(slice, i)] = (float) variables.get(buffer.variable).values[i];
            }
        }
    }

    /**
     * A variable of all elements.
     *
     * @param wide whether it is a double, which makes operations with it operations in double
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Column(double[] values, boolean wide) {}

    /** What the formulas call by name besides buffers, before it is rounded. */
    static Map<String, Double> numbers(PortStep step) {
        RmsProp rule = step.rule();
        return Map.of(
                "decay", rule.decay(),
                "oneMinusDecay", 1 - rule.decay(),
                "epsilon", rule.epsilon(),
                "momentum", rule.momentum(),
                "weightDecay", rule.weightDecay(),
                "decoupledWeightDecay", rule.decoupledWeightDecay(),
                "learningRate", step.learningRate(),
                "gradientScale", step.gradientScale());
    }

    private Column evaluate(Node node, Map<String, Column> variables, int length) {
        if (node.arguments().isEmpty()) {
            Column column = variables.get(node.name());
            return column != null ? column : number(node.name(), length);
        }
        Column[] operands = new Column[3];
        Arrays.fill(operands, new Column(new double[length], false));
        boolean wide = node.is("double") || node.is("unrounded");
        for (int i = 0; i < node.arguments().size(); i++) {
            operands[i] = evaluate(node.argument(i), variables, length);
            wide |= operands[i].wide;
        }
        Rounding rounding = wide ? Rounding.STORES : recipe.rounding();
        double[] column = new double[length];
        for (int i = 0; i < length; i++) {
            column[i] =
                    rounding.apply(node.name(), operands[0].values[i], operands[1].values[i], operands[2].values[i]);
        }
        return new Column(column, wide);
    }

    /** A number in a formula. A variable that a wrong line uses, and that has no value yet, is 0. */
    private static Column number(String word, int length) {
        return filled(length, Character.isDigit(word.charAt(0)) ? Integer.parseInt(word) : 0);
    }

    private static Column filled(int length, double value) {
        double[] column = new double[length];
        Arrays.fill(column, value);
        return new Column(column, false);
    }
}
