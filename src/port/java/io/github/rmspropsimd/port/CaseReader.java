// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import io.github.rmspropsimd.RmsProp;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads cases as a port does: each line has a key and its values, and what it sets holds until it is set again. */
final class CaseReader {

    private final List<PortCase> cases = new ArrayList<>();

    private String name;
    private String preset;
    private RmsProp rule;
    private double learningRate;
    private double gradientScale;
    private int offset;
    private int length;
    private int bufferLength;
    private int gradsLength;
    private int gradsOffset;
    private List<Integer> rows;
    private float[] grads;
    private Map<Buffer, float[]> start = new EnumMap<>(Buffer.class);
    private List<PortStep> steps = new ArrayList<>();

    private final String header;

    private CaseReader(String header) {
        this.header = header;
    }

    static List<PortCase> read(int version, String text) {
        CaseReader reader = new CaseReader(CaseText.caseLine(version));
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            try {
                reader.take(line.split(" ", -1), line);
            } catch (RuntimeException e) {
                throw new IllegalArgumentException("line " + number + " of the cases, '" + line + "': " + e, e);
            }
        }
        return reader.cases;
    }

    private void take(String[] words, String line) {
        String key = words[0];
        RuleSetting setting = RuleSetting.of(key);
        if (setting != null) {
            rule = setting.set(rule, words[1]);
            return;
        }
        switch (key) {
            case "rmsprop-case" -> require(line.equals(header), "the format must be '" + header + "'");
            case "case" -> name = words[1];
            case "preset" -> {
                preset = words[1];
                rule = RuleSetting.preset(preset);
            }
            case "learningRate" -> learningRate = Double.parseDouble(words[1]);
            case "gradientScale" -> gradientScale = Double.parseDouble(words[1]);
            case "slice" -> {
                offset = Integer.parseInt(words[1]);
                gradsOffset = offset;
                length = Integer.parseInt(words[2]);
                rows = null;
            }
            case "gradsOffset" -> gradsOffset = Integer.parseInt(words[1]);
            case "rows" -> {
                length = Integer.parseInt(words[1]);
                rows = Stream.of(words).skip(2).map(Integer::valueOf).toList();
            }
            case "length" -> {
                bufferLength = Integer.parseInt(words[1]);
                gradsLength = bufferLength;
            }
            case "gradsLength" -> gradsLength = Integer.parseInt(words[1]);
            case "step" -> {
                require(words[1].equals(Integer.toString(steps.size() + 1)), "the steps are not in order");
                steps.add(new PortStep(rule, learningRate, gradientScale, place(), grads));
                grads = null;
            }
            case "end" -> {
                cases.add(new PortCase(name, preset, start, gradsLength, List.copyOf(steps)));
                start = new EnumMap<>(Buffer.class);
                steps = new ArrayList<>();
            }
            default -> row(key, words);
        }
    }

    private Place place() {
        return rows != null ? Place.rows(length, rows) : Place.slice(offset, gradsOffset, length);
    }

    private void row(String key, String[] words) {
        float[] values = new float[words.length - 1];
        int expected = key.equals(Buffer.GRADS.row) ? gradsLength : bufferLength;
        require(values.length == expected, "the row must have " + expected + " values");
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.intBitsToFloat(HexFormat.fromHexDigits(words[i + 1]));
        }
        for (Buffer buffer : Buffer.values()) {
            if (buffer.row.equals(key)) {
                if (buffer == Buffer.GRADS) {
                    grads = values;
                } else {
                    start.put(buffer, values);
                }
                return;
            }
        }
        throw new IllegalArgumentException("there is no '" + key + "'");
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
