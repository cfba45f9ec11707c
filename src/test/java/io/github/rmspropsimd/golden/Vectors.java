// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.golden;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The golden files: what they hold, and how a run is written in their format. */
public final class Vectors {

    static final String HEADER = "case,step,i,p,s,gavg,mom";

    /** What a run starts from and steps with. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Input(float[] p0, float[][] grads) {}

    private Vectors() {}

    public static List<Case> cases() {
        return lines("cases.csv").stream().skip(1).map(Case::parse).toList();
    }

    public static Input input(String name) {
        List<String[]> rows = lines("inputs.csv").stream()
                .map(line -> line.split(",", -1))
                .filter(cells -> cells[0].equals(name))
                .toList();
        int steps = rows.get(0).length - 3;
        float[] p0 = new float[rows.size()];
        float[][] grads = new float[steps][rows.size()];
        for (int i = 0; i < rows.size(); i++) {
            String[] cells = rows.get(i);
            p0[i] = parse(cells[2]);
            for (int step = 0; step < steps; step++) {
                grads[step][i] = parse(cells[3 + step]);
            }
        }
        return new Input(p0, grads);
    }

    /** The lines of a file, its head among them. */
    public static List<String> lines(String file) {
        try (InputStream stream = Vectors.class.getResourceAsStream(file)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A row for each element after each step. */
    public static List<String> rows(Case rule, List<Step> steps) {
        List<String> rows = new ArrayList<>();
        for (int step = 0; step < steps.size(); step++) {
            Step values = steps.get(step);
            for (int i = 0; i < values.p().length; i++) {
                rows.add(String.join(
                        ",",
                        rule.name(),
                        Integer.toString(step),
                        Integer.toString(i),
                        format(values.p(), i),
                        format(values.s(), i),
                        format(values.gavg(), i),
                        format(values.mom(), i)));
            }
        }
        return rows;
    }

    public static float parse(String cell) {
        return Float.intBitsToFloat(HexFormat.fromHexDigits(cell));
    }

    private static String format(float[] values, int i) {
        return values.length == 0 ? "" : HexFormat.of().toHexDigits(Float.floatToRawIntBits(values[i]));
    }
}
