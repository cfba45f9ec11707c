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
    List<Map<Buffer, float[]>> run(PortCase c) {
        PortStep first = c.steps().get(0);
        double initial = recipe.reading().apply(first, first).rule().initialSquareAverage();
        Map<Buffer, float[]> buffers = c.buffers(initial);
        PortCase ungiven = c.fresh();
        List<Map<Buffer, float[]>> results = new ArrayList<>();
        for (PortStep step : c.steps()) {
            if (step.grads() != null) {
                buffers.put(Buffer.GRADS, step.grads().clone());
            }
            PortStep read = recipe.reading().apply(first, step);
            read = read.withSlices(slice -> slice.within(c.length(), c.gradsLength()));
            forget(ungiven.buffers(read.rule().initialSquareAverage()), read, buffers);
            step(c.preset(), read, buffers);
            results.add(Buffer.snapshot(step.rule(), buffers));
        }
        return results;
    }

    private void forget(Map<Buffer, float[]> anew, PortStep step, Map<Buffer, float[]> buffers) {
        Recipe.Forgetting forgetting = recipe.forgetting();
        Slice whole = new Slice(0, 0, anew.get(Buffer.PARAMS).length);
        for (Buffer buffer : forgetting.buffers()) {
            for (Slice slice : forgetting.sliceAlone() ? step.slices() : List.of(whole)) {
                System.arraycopy(anew.get(buffer), slice.offset(), buffers.get(buffer), slice.offset(), slice.length());
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
        step.slices().forEach(slice -> step(preset, step, slice, buffers));
    }

    private void step(String preset, PortStep step, Slice slice, Map<Buffer, float[]> buffers) {
        int length = slice.length();
        Map<String, double[]> variables = new HashMap<>();
        for (Buffer buffer : Buffer.values()) {
            double[] column = new double[length];
            for (int i = 0; i < length; i++) {
                column[i] = buffers.get(buffer)[buffer.index(slice, i)];
            }
            variables.put(buffer.variable, column);
        }
        numbers(step)
                .forEach((name, number) ->
                        variables.put(name, filled(length, recipe.rounding().number(number))));
        for (Line line : lines(preset, step.rule())) {
            double[] column = evaluate(line.expression(), variables, length).clone();
            for (int i = 0; i < length; i++) {
                column[i] = recipe.rounding().line(column[i]);
            }
            variables.put(line.variable(), column);
        }
        for (Buffer buffer : Buffer.values()) {
            for (int i = 0; i < length; i++) {
                buffers.get(buffer)[buffer.index(slice, i)] = (float) variables.get(buffer.variable)[i];
            }
        }
    }

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

    private double[] evaluate(Node node, Map<String, double[]> variables, int length) {
        if (node.arguments().isEmpty()) {
            double[] column = variables.get(node.name());
            return column != null ? column : filled(length, Integer.parseInt(node.name()));
        }
        double[][] operands = new double[3][];
        Arrays.fill(operands, new double[length]);
        for (int i = 0; i < node.arguments().size(); i++) {
            operands[i] = evaluate(node.argument(i), variables, length);
        }
        double[] column = new double[length];
        for (int i = 0; i < length; i++) {
            column[i] = recipe.rounding().apply(node.name(), operands[0][i], operands[1][i], operands[2][i]);
        }
        return column;
    }

    private static double[] filled(int length, double value) {
        double[] column = new double[length];
        Arrays.fill(column, value);
        return column;
    }
}
