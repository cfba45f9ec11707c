// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Writes cases as ports read them, and results as ports write them. */
final class CaseText {

    /** The version of the format that the cases are made in; the checker also reads the earlier ones. */
    static final int VERSION = 2;

    private final StringBuilder text = new StringBuilder();

    private CaseText() {}

    static String caseLine(int version) {
        return "rmsprop-case " + version;
    }

    static String outputLine(int version) {
        return "rmsprop-output " + version;
    }

    static String ofCase(PortCase c) {
        CaseText writer = new CaseText();
        writer.line(caseLine(VERSION));
        writer.line("case", c.name());
        writer.line("preset", c.preset());
        PortStep before = null;
        int number = 0;
        for (PortStep step : c.steps()) {
            writer.changes(before, step);
            if (before == null) {
                writer.line("length", c.length());
                if (c.gradsLength() != c.length()) {
                    writer.line("gradsLength", c.gradsLength());
                }
                writer.row(Buffer.PARAMS, c.start().get(Buffer.PARAMS));
                for (Map.Entry<Buffer, float[]> given : c.start().entrySet()) {
                    if (given.getKey() != Buffer.PARAMS) {
                        writer.row(given.getKey(), given.getValue());
                    }
                }
            }
            if (step.grads() != null) {
                writer.row(Buffer.GRADS, step.grads());
            }
            writer.line("step", ++number);
            before = step;
        }
        writer.line("end");
        return writer.text.toString();
    }

    /** All settings before the first step, and then those that differ from the step before. */
    private void changes(PortStep before, PortStep step) {
        for (RuleSetting setting : RuleSetting.values()) {
            Object value = setting.get(step.rule());
            if (before == null || !value.equals(setting.get(before.rule()))) {
                line(setting.key, value);
            }
        }
        if (before == null || before.learningRate() != step.learningRate()) {
            line("learningRate", step.learningRate());
        }
        if (before == null || before.gradientScale() != step.gradientScale()) {
            line("gradientScale", step.gradientScale());
        }
        if (before == null || !before.place().equals(step.place())) {
            line(step.place().line());
            int gradsOffset = step.place().gradsOffset();
            if (gradsOffset != step.place().offset()) {
                line("gradsOffset", gradsOffset);
            }
        }
    }

    static String ofResults(PortCase c, List<Map<Buffer, float[]>> results) {
        CaseText writer = new CaseText();
        writer.line(outputLine(VERSION));
        writer.line("case", c.name());
        int number = 0;
        for (Map<Buffer, float[]> result : results) {
            writer.line("step", ++number);
            result.forEach(writer::row);
        }
        writer.line("end");
        return writer.text.toString();
    }

    private void row(Buffer buffer, float[] values) {
        text.append(buffer.row);
        for (float value : values) {
            text.append(' ').append(bits(value));
        }
        text.append('\n');
    }

    /** Eight digits; every NaN is written as the same one. */
    static String bits(float value) {
        return HexFormat.of().toHexDigits(Float.floatToIntBits(value));
    }

    private void line(Object... words) {
        for (int i = 0; i < words.length; i++) {
            text.append(i == 0 ? "" : " ").append(words[i]);
        }
        text.append('\n');
    }
}
