// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.proof;

import io.github.rmspropsimd.port.SourceChange;
import java.util.ArrayList;
import java.util.List;

/** Wrong forms of a loop's source: each has one small change in one line of the method {@code step}. */
final class SourceMutations {

    /** One wrong form of a file. */
    record Mutant(int line, String before, String after, String source) {

        @Override
        public String toString() {
            return "line " + line + ": " + before.strip() + "  ->  " + (after.isBlank() ? "(deleted)" : after.strip());
        }
    }

    private static final List<SourceChange> OPERATORS = List.of(
            SourceChange.of(" \\+ ", " - "),
            SourceChange.of(" - ", " + "),
            SourceChange.of(" \\* ", " + "),
            SourceChange.of(" / ", " * "),
            SourceChange.of(" % ", " / "),
            SourceChange.of(" < ", " <= "),
            SourceChange.of(" == ", " != "),
            SourceChange.of(" != ", " == "),
            SourceChange.of(" && ", " || "),
            SourceChange.of(" \\|\\| ", " && "),
            SourceChange.of("if \\((.*)\\) \\{$", "if (!($1)) {"),
            SourceChange.of("\\b(\\w+(?:\\(\\))?) \\? (?=[^:]* : )", "!$1 ? "),
            SourceChange.of("(?<== |\\(|, )!(?=\\w)", ""),
            SourceChange.of("(?<== |\\(|, )-(?=[\\w(])", ""),
            SourceChange.of("\\b0f\\b", "1f"),
            SourceChange.of("\\b1f\\b", "2f"),
            SourceChange.of("\\+= LANES", "+= LANES + 1"),
            SourceChange.of("i\\+\\+", "i += 2"),
            // Roundings: a product and a sum rounded once or twice, and factors in another order.
            SourceChange.of("Math\\.fma\\(([^,]+), ([^,]+), ([^,()]+)\\)", "(($1) * ($2) + ($3))"),
            SourceChange.of("(\\w+) \\* \\((\\w+) \\* (\\w+)\\)", "($1 * $2) * $3"),
            SourceChange.of("\\((\\w+) \\* (\\w+)\\) \\* (\\w+)", "$1 * ($2 * $3)"),
            SourceChange.of("\\((\\w+) \\* (\\w+)\\) / (\\w+)", "$1 * ($2 / $3)"),
            SourceChange.of("(\\w+) \\* (\\w+) \\+ (\\w+);", "Math.fma($1, $2, $3);"),
            SourceChange.of(
                    "\\(float\\) Math\\.sqrt\\((.*?)\\)(?= [+:])", "(float) Math.sqrt((double) ($1) * 1.0000001)"),
            SourceChange.of("\\.fma\\((\\w+), ", ".mul($1).add("),
            SourceChange.of("\\.mul\\((\\w+)\\)\\.mul\\((\\w+)\\)", ".mul($2).mul($1)"),
            SourceChange.of("\\.mul\\((\\w+)\\)\\.add\\((\\w)\\)", ".fma(broadcast(SPECIES, 1f).mul($1), $2)"),
            SourceChange.of("\\.add\\(", ".sub("),
            SourceChange.of("\\.sub\\(", ".add("),
            SourceChange.of("\\.mul\\(", ".add("),
            SourceChange.of("\\.div\\(", ".mul("),
            SourceChange.of("\\.neg\\(\\)", ""),
            SourceChange.of("\\.sqrt\\(\\)", ""),
            SourceChange.of("coefficients\\.decay\\(\\)", "coefficients.oneMinusDecay()"),
            SourceChange.of("coefficients\\.oneMinusDecay\\(\\)", "coefficients.decay()"),
            SourceChange.of("(?<=\\w\\[)i(?=\\])", "offset"),
            SourceChange.of("i \\+ shift", "i"),
            SourceChange.of("gradsOffset(?= \\+)", "offset"),
            SourceChange.of("^( +)(\\w+(?:\\[[^\\]]*\\])? = .*|\\w+\\.intoArray\\(.*|twoOffsets\\(\\).*);$", "$1;"));

    private SourceMutations() {}

    static List<Mutant> of(String source) {
        List<String> lines = source.lines().toList();
        List<Mutant> mutants = new ArrayList<>();
        boolean inside = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            inside |= line.startsWith("    public void step(");
            if (inside && !line.contains("//")) {
                int number = i;
                for (String changed : SourceChange.all(line, OPERATORS)) {
                    mutants.add(new Mutant(number + 1, line, changed, with(lines, number, changed)));
                }
            }
            inside &= !line.equals("    }");
        }
        return mutants;
    }

    private static String with(List<String> lines, int number, String changed) {
        List<String> all = new ArrayList<>(lines);
        all.set(number, changed);
        return String.join("\n", all) + "\n";
    }
}
