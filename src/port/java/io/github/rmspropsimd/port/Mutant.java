// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A wrong port: the port in C with one change.
 *
 * @param where the function and the line, and what it becomes
 * @param cause what a right explanation of its results contains
 */
record Mutant(int number, String where, String source, Pattern cause) {

    private static final String ARROW = " => ";

    /** What is changed in every line, wherever it occurs. */
    private static final List<SourceChange> CHANGES = List.of(
            SourceChange.of(" \\+ ", " - "),
            SourceChange.of(" - ", " + "),
            SourceChange.of(" \\* ", " + "),
            SourceChange.of(" / ", " * "),
            SourceChange.of(" \\+ epsilon", ""),
            SourceChange.of(" > 0", " >= 0"),
            SourceChange.of(" > 0\\)", " > 0 || offset)"),
            SourceChange.of(" < ", " <= "),
            SourceChange.of(" < (?=count|length|row_count|size_of)", " + 1 < "),
            SourceChange.of("= 0; (?=\\w+ <)", "= 1; "),
            SourceChange.of(" == ", " != "),
            SourceChange.of(" != ", " == "),
            SourceChange.of("if \\((set\\[\\w+\\]|\\w+ > 0)\\)", "if (!($1))"),
            SourceChange.of("if \\((set\\[\\w+\\]|\\w+ > 0)\\) (?!\\{)", ""),
            SourceChange.of("(?<== )(set\\[\\w+\\]|inside|v < 0) \\? (.*) : (.*);", "$1 ? $3 : $2;"),
            SourceChange.of("(?<== )(set\\[\\w+\\]|inside|v < 0) \\? (.*) : (.*);", "$2;"),
            SourceChange.of("(?<== )(set\\[\\w+\\]|inside|v < 0) \\? (.*) : (.*);", "$3;"),
            SourceChange.of("v < 0 \\? 0 : v", "v > 0 ? v : 0"),
            SourceChange.of("-(?=[agr])(?=\\w+[,;])", ""),
            SourceChange.of("(?<=[ (])(?=(g|u|m|rate \\* g|\\(rate \\* g\\))( / d)?[;)])", "-"),
            // Roundings, and factors in another order.
            SourceChange.of("\\b(\\w+) \\* \\((\\w+) \\* (\\w+)\\)", "($1 * $2) * $3"),
            SourceChange.of("\\((\\w+) \\* (\\w+)\\) \\* (\\w+)", "$1 * ($2 * $3)"),
            SourceChange.of("\\((\\w+) \\* (\\w+)\\) / (\\w+)", "$1 * ($2 / $3)"),
            SourceChange.of("\\((\\w+) \\* (\\w+)\\) / (\\w+)", "($1 / $3) * $2"),
            SourceChange.of("\\b(\\w+) \\* (\\w+) \\+ ([^;]+);", "fmaf($1, $2, $3);"),
            SourceChange.of("\\b(\\w+) \\+ (\\w+) \\* (\\w+);", "fmaf($2, $3, $1);"),
            SourceChange.of("\\b(\\w+) - (\\w+) \\* (\\w+);", "fmaf(-$2, $3, $1);"),
            SourceChange.of("\\b(\\w+) - \\((\\w+) \\* (\\w+)\\) \\* (\\w+);", "fmaf(-($2 * $3), $4, $1);"),
            SourceChange.of("\\b(\\w+(?:\\[\\w+\\])*) \\* ", "(double)$1 * "),
            SourceChange.of(" / (\\w)", " * (1 / $1)"),
            SourceChange.of(" / (\\w)", " / (double)$1"),
            SourceChange.of("sqrtf", "sqrt"),
            SourceChange.of("sqrtf\\((.*?)\\)", "($1)"),
            SourceChange.of("fmaf\\(([^,]+), ([^,]+), ([^;]+)\\);", "($1) * ($2) + ($3);"),
            SourceChange.of("fmaf\\(([^,]+), ([^,]+), ([^;]+)\\);", "(double)($1) * ($2) + ($3);"),
            SourceChange.of("\\(float\\)(?=\\(1)", "(float)1 - (float)"),
            SourceChange.of("float (?=[sgavdum] =)", "double "),
            // Other variables.
            SourceChange.of("(?<![\\w])decay\\b(?! =)", "one_minus_decay"),
            SourceChange.of("one_minus_decay(?! =)", "decay"),
            SourceChange.of("\\bmu\\b(?! =)", "decay"),
            SourceChange.of("\\bmu\\b(?! =)", "1"),
            SourceChange.of("\\blambda\\b(?! =)", "omega"),
            SourceChange.of("\\bomega\\b(?! =)", "lambda"),
            SourceChange.of("\\brate\\b(?! =)", "1"),
            SourceChange.of("\\bscale\\b(?! =)", "1"),
            SourceChange.of("\\bepsilon\\b(?! =)", "epsilon * 2"),
            SourceChange.of("(?<=[ (])g(?=[ ;,)])(?! =)", "p"),
            SourceChange.of("(?<=[ (])s(?=[ ;,)])(?! =)", "p"),
            SourceChange.of("(?<=SQUARE_AVERAGE\\]\\[)i", "0"),
            SourceChange.of("(?<=PARAMS\\]\\[)i", "j"),
            SourceChange.of("(?<=GRADS\\]\\[)j", "i"),
            SourceChange.of("\\[SQUARE_AVERAGE\\]", "[GRADIENT_AVERAGE]"),
            SourceChange.of("\\[GRADIENT_AVERAGE\\]", "[MOMENTUM_BUFFER]"),
            SourceChange.of("\\[MOMENTUM_BUFFER\\]", "[GRADIENT_AVERAGE]"),
            SourceChange.of("set\\[MOMENTUM\\]", "set[DECAY]"),
            SourceChange.of("set\\[WEIGHT_DECAY\\]", "set[DECOUPLED_WEIGHT_DECAY]"),
            SourceChange.of("\\bgrads_offset\\b", "offset"),
            SourceChange.of("\\bgrads_from\\b(?= \\+)", "from"),
            SourceChange.of("\\bgrads_length\\b(?! =)", "length"),
            SourceChange.of("row_numbers\\[i\\]", "i"),
            SourceChange.of("\\bi \\* row_length", "row_numbers[i] * row_length"),
            SourceChange.of("k\\+\\+", "k += 2"),
            SourceChange.of(" = 0;$", " = 1;"),
            // A statement left out, and a value that is kept from the first time on.
            SourceChange.of("^( +)((?:if \\(.*\\) )?[\\w\\[\\]]+ = .*;|step_\\w+\\(.*;|memset.*;)$", "$1;"),
            SourceChange.of(
                    "^( +)(\\w+) = (\\(float\\).*);$",
                    "$1static int known_$2; static float first_$2; if (!known_$2++) first_$2 = $3; $2 = first_$2;"));

    /** All wrong ports: what the changes make of each line, and those of the list. */
    static List<Mutant> all(Path folder) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("c").resolve("rmsprop.c"));
        Map<String, String> sites = table(folder.resolve("mutants").resolve("sites.txt"));
        List<Mutant> mutants = new ArrayList<>();
        String function = "";
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.endsWith(") {") && !line.startsWith(" ")) {
                function = line.replaceFirst("\\(.*", "").replaceFirst(".* ", "");
            }
            String site = line;
            String cause = sites.entrySet().stream()
                    .filter(entry -> site.contains(entry.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(null);
            if (cause == null || !line.startsWith(" ")) {
                continue;
            }
            Set<String> changed = new LinkedHashSet<>(SourceChange.all(line, CHANGES));
            for (String other : changed) {
                List<String> all = new ArrayList<>(lines);
                all.set(i, other);
                String where = function + ": " + line.strip() + ARROW + other.strip();
                mutants.add(new Mutant(mutants.size(), where, String.join("\n", all) + "\n", Pattern.compile(cause)));
            }
        }
        String source = String.join("\n", lines) + "\n";
        for (int i = 0; i < HELP.length; i += 2) {
            source = changed(source, HELP[i], HELP[i + 1]);
        }
        for (String[] listed : listed(folder)) {
            mutants.add(new Mutant(
                    mutants.size(),
                    description(listed),
                    changed(source, listed[1], listed[2]),
                    Pattern.compile(listed[0])));
        }
        return mutants;
    }

    static String description(String[] listed) {
        return listed[1] + ARROW + listed[2];
    }

    /** Cause, text and other text of each wrong port in the list. */
    static List<String[]> listed(Path folder) throws IOException {
        List<String[]> listed = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("mutants").resolve("ports.txt"))) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] columns = line.split(" \\| ", 3);
                if (columns.length != 3) {
                    throw new IllegalArgumentException("ports.txt: must have three columns: " + line);
                }
                listed.add(columns);
            }
        }
        return listed;
    }

    /** What the ports of the list use besides: the number of the step, and whether an element is in a whole vector of 8. */
    private static final String[] HELP = {
        "static double set[SETTINGS];",
        "static const char *step_number; static bool vector_part; static double set[SETTINGS];",
        "            step();",
        "            step_number = words; step();",
        "        step_one(from + k, grads_from + k);",
        "        vector_part = k < count / 8 * 8; step_one(from + k, grads_from + k);"
    };

    /** At signs stand for ends of lines. A text that begins with the name of a function is changed from there on. */
    static String changed(String source, String from, String to) {
        String text = from;
        int start = 0;
        if (text.startsWith("pytorch: ")) {
            text = text.substring("pytorch: ".length());
            start = source.indexOf("static void step_pytorch");
        }
        String right = text.replace('@', '\n');
        int at = source.indexOf(right, start);
        if (at < 0) {
            throw new IllegalArgumentException("not in the source: " + right);
        }
        return source.substring(0, at) + to.replace('@', '\n') + source.substring(at + right.length());
    }

    /** The mutants that compute the same as the port, with the reason. */
    static Map<String, String> equivalent(Path folder) throws IOException {
        Map<String, String> reasons = new LinkedHashMap<>();
        String reason = "";
        for (String line : Files.readAllLines(folder.resolve("mutants").resolve("equivalent.txt"))) {
            if (line.startsWith("  ")) {
                reasons.put(line.strip(), reason);
            } else if (!line.isBlank() && !line.startsWith("#")) {
                reason = line;
            }
        }
        return reasons;
    }

    private static Map<String, String> table(Path file) throws IOException {
        Map<String, String> table = new LinkedHashMap<>();
        for (String line : Files.readAllLines(file)) {
            int at = line.indexOf(ARROW);
            if (at > 0 && !line.startsWith("#")) {
                table.put(line.substring(0, at), line.substring(at + ARROW.length()));
            }
        }
        return table;
    }

    @Override
    public String toString() {
        return where;
    }
}
