// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The test resources that hold what frameworks computed, as the README beside them tells. */
final class Golden {

    static final int STEPS = 5;

    /** A run's hyperparameters. */
    record Case(
            String name,
            String input,
            double learningRate,
            double decay,
            double epsilon,
            double momentum,
            boolean centered,
            double weightDecay,
            boolean maximize,
            double initialSquareAverage) {}

    /** The parameters at first and the gradients of each step. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Input(float[] params, float[][] grads) {}

    /** What a framework had after a step; a buffer that it does not have is empty. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Buffers(float[] params, float[] squareAverage, float[] gradientAverage, float[] momentum) {

        float[][] arrays() {
            return new float[][] {params, squareAverage, gradientAverage, momentum};
        }
    }

    private Golden() {}

    static List<Case> cases() {
        return rows("cases.csv").stream()
                .map(row -> new Case(
                        row[0],
                        row[1],
                        Double.parseDouble(row[2]),
                        Double.parseDouble(row[3]),
                        Double.parseDouble(row[4]),
                        Double.parseDouble(row[5]),
                        Boolean.parseBoolean(row[6]),
                        Double.parseDouble(row[7]),
                        Boolean.parseBoolean(row[8]),
                        Double.parseDouble(row[9])))
                .toList();
    }

    static Input input(String name) {
        List<String[]> rows =
                rows("inputs.csv").stream().filter(row -> row[0].equals(name)).toList();
        float[][] grads = new float[STEPS][];
        for (int step = 0; step < STEPS; step++) {
            grads[step] = column(rows, 3 + step);
        }
        return new Input(column(rows, 2), grads);
    }

    /** The buffers of each case of a framework's file after each of its steps; before the first under step 0, if it is there. */
    static Map<String, Map<Integer, Buffers>> runs(String framework) {
        Map<String, Map<Integer, List<String[]>>> grouped = new LinkedHashMap<>();
        for (String[] row : rows(framework + ".csv")) {
            grouped.computeIfAbsent(row[0], name -> new LinkedHashMap<>())
                    .computeIfAbsent(Integer.valueOf(row[1]), step -> new ArrayList<>())
                    .add(row);
        }
        Map<String, Map<Integer, Buffers>> runs = new LinkedHashMap<>();
        grouped.forEach((name, steps) -> {
            Map<Integer, Buffers> buffers = new LinkedHashMap<>();
            steps.forEach((step, rows) ->
                    buffers.put(step, new Buffers(column(rows, 3), column(rows, 4), column(rows, 5), column(rows, 6))));
            runs.put(name, buffers);
        });
        return runs;
    }

    private static float[] column(List<String[]> rows, int column) {
        if (rows.stream().allMatch(row -> row[column].isEmpty())) {
            return new float[0];
        }
        float[] values = new float[rows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.intBitsToFloat(Integer.parseUnsignedInt(rows.get(i)[column], 16));
        }
        return values;
    }

    /** The rows of a file below its head, split at commas. */
    static List<String[]> rows(String file) {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(Golden.class.getResourceAsStream("golden/" + file), StandardCharsets.US_ASCII))) {
            return reader.lines().skip(1).map(line -> line.split(",", -1)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
