// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.proof;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Wrong forms of a loop's source: each has one small change in one line of the method {@code step}. */
final class SourceMutations {

    /** One wrong form of a file. */
    record Mutant(int line, String before, String after, String source) {

        @Override
        public String toString() {
            return "line " + line + ": " + before.strip() + "  ->  " + (after.isBlank() ? "(deleted)" : after.strip());
        }
    }

    /** Each match of the pattern is replaced in a mutant of its own. */
    private record Operator(Pattern pattern, String replacement) {

        static Operator of(String regex, String replacement) {
            return new Operator(Pattern.compile(regex), replacement);
        }
    }

    private static final List<Operator> OPERATORS = List.of(
            Operator.of(" \\+ ", " - "),
            Operator.of(" - ", " + "),
            Operator.of(" \\* ", " + "),
            Operator.of(" / ", " * "),
            Operator.of(" % ", " / "),
            Operator.of(" < ", " <= "),
            Operator.of(" == ", " != "),
            Operator.of(" != ", " == "),
            Operator.of(" && ", " || "),
            Operator.of(" \\|\\| ", " && "),
            Operator.of("if \\((.*)\\) \\{$", "if (!($1)) {"),
            Operator.of("\\b(\\w+(?:\\(\\))?) \\? (?=[^:]* : )", "!$1 ? "),
            Operator.of("(?<== |\\(|, )!(?=\\w)", ""),
            Operator.of("(?<== |\\(|, )-(?=[\\w(])", ""),
            Operator.of("\\b0f\\b", "1f"),
            Operator.of("\\b1f\\b", "2f"),
            Operator.of("\\+= LANES", "+= LANES + 1"),
            Operator.of("i\\+\\+", "i += 2"),
            // Roundings: a product and a sum rounded once or twice, and factors in another order.
            Operator.of("Math\\.fma\\(([^,]+), ([^,]+), ([^,()]+)\\)", "(($1) * ($2) + ($3))"),
            Operator.of("(\\w+) \\* \\((\\w+) \\* (\\w+)\\)", "($1 * $2) * $3"),
            Operator.of("\\((\\w+) \\* (\\w+)\\) \\* (\\w+)", "$1 * ($2 * $3)"),
            Operator.of("\\((\\w+) \\* (\\w+)\\) / (\\w+)", "$1 * ($2 / $3)"),
            Operator.of("(\\w+) \\* (\\w+) \\+ (\\w+);", "Math.fma($1, $2, $3);"),
            Operator.of("\\(float\\) Math\\.sqrt\\((.*?)\\)(?= [+:])", "(float) Math.sqrt((double) ($1) * 1.0000001)"),
            Operator.of("\\.fma\\((\\w+), ", ".mul($1).add("),
            Operator.of("\\.mul\\((\\w+)\\)\\.mul\\((\\w+)\\)", ".mul($2).mul($1)"),
            Operator.of("\\.mul\\((\\w+)\\)\\.add\\((\\w)\\)", ".fma(broadcast(SPECIES, 1f).mul($1), $2)"),
            Operator.of("\\.add\\(", ".sub("),
            Operator.of("\\.sub\\(", ".add("),
            Operator.of("\\.mul\\(", ".add("),
            Operator.of("\\.div\\(", ".mul("),
            Operator.of("\\.neg\\(\\)", ""),
            Operator.of("\\.sqrt\\(\\)", ""),
            Operator.of("coefficients\\.decay\\(\\)", "coefficients.oneMinusDecay()"),
            Operator.of("coefficients\\.oneMinusDecay\\(\\)", "coefficients.decay()"),
            Operator.of("(?<=\\w\\[)i(?=\\])", "offset"),
            Operator.of("i \\+ shift", "i"),
            Operator.of("gradsOffset(?= \\+)", "offset"),
            Operator.of("^( +)(\\w+(?:\\[[^\\]]*\\])? = .*|\\w+\\.intoArray\\(.*|twoOffsets\\(\\).*);$", "$1;"));

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
                for (String changed : changes(line)) {
                    mutants.add(new Mutant(number + 1, line, changed, with(lines, number, changed)));
                }
            }
            inside &= !line.equals("    }");
        }
        return mutants;
    }

    private static Set<String> changes(String line) {
        Set<String> changed = new LinkedHashSet<>();
        for (Operator operator : OPERATORS) {
            Matcher matcher = operator.pattern().matcher(line);
            for (int start = 0; matcher.find(start); start = matcher.start() + 1) {
                StringBuilder text = new StringBuilder();
                Matcher one = operator.pattern().matcher(line);
                one.find(start);
                one.appendReplacement(text, operator.replacement());
                one.appendTail(text);
                changed.add(text.toString());
            }
        }
        changed.remove(line);
        return changed;
    }

    private static String with(List<String> lines, int number, String changed) {
        List<String> all = new ArrayList<>(lines);
        all.set(number, changed);
        return String.join("\n", all) + "\n";
    }
}
