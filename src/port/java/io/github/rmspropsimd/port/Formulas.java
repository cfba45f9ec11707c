// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The formulas of the conformance document, by preset. */
final class Formulas {

    private static final Pattern BLOCK = Pattern.compile("```formula (\\w+)\n(.*?)```", Pattern.DOTALL);

    private final Map<String, List<Line>> lines = new LinkedHashMap<>();

    private Formulas(String document) {
        Matcher blocks = BLOCK.matcher(document);
        while (blocks.find()) {
            List<Line> formula =
                    blocks.group(2).lines().map(FormulaParser::line).toList();
            if (lines.put(blocks.group(1), formula) != null) {
                throw new IllegalArgumentException("the document has a second formula " + blocks.group(1));
            }
        }
    }

    static Formulas of(String document) {
        return new Formulas(document);
    }

    Set<String> presets() {
        return lines.keySet();
    }

    List<Line> all(String preset) {
        return lines.get(preset);
    }

    /** What a rule computes with this switched on, in order. */
    List<Line> active(String preset, Set<String> switchedOn) {
        return lines.get(preset).stream()
                .filter(line -> line.isActive(switchedOn))
                .toList();
    }
}
