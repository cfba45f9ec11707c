// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Writes cases as ports read them, and results as ports write them. */
final class CaseText {

    static final String CASE = "rmsprop-case 1";
    static final String OUTPUT = "rmsprop-output 1";

    private final StringBuilder text = new StringBuilder();

    private CaseText() {}

    static String ofCase(PortCase c) {
        CaseText writer = new CaseText();
        writer.line(CASE);
        writer.line("case", c.name());
        writer.line("preset", c.preset());
        PortStep before = null;
        int number = 0;
        for (PortStep step : c.steps()) {
            writer.changes(before, step);
            if (before == null) {
                writer.line("length", c.length());
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
        if (before == null || before.offset() != step.offset() || before.length() != step.length()) {
            line("slice", step.offset(), step.length());
        }
    }

    static String ofResults(PortCase c, List<Map<Buffer, float[]>> results) {
        CaseText writer = new CaseText();
        writer.line(OUTPUT);
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
