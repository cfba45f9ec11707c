// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.golden;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Records the golden vectors again and compares them with the files. The arguments name the frameworks; none means all.
 * Exit code 1 if one bit differs, 2 if a name is unknown.
 */
final class Regenerate {

    private static final Path FOLDER = Path.of("target", "golden");
    private static final int SHOWN = 20;

    private Regenerate() {}

    public static void main(String[] names) throws IOException, InterruptedException {
        Frameworks.run(Regenerate.class, names, name -> regenerate(name + ".csv", Frameworks.named(name)));
    }

    private static boolean regenerate(String file, Framework framework) throws IOException {
        List<String> made = new ArrayList<>(List.of(Vectors.HEADER));
        for (Case rule : cases(framework)) {
            Vectors.Input input = Vectors.input(rule.input());
            made.addAll(Vectors.rows(rule, framework.run(rule, input.p0(), input.grads())));
        }
        Files.createDirectories(FOLDER);
        Files.writeString(FOLDER.resolve(file), String.join("\n", made) + "\n");

        List<String> differences = Differences.between(Vectors.lines(file), made);
        differences.stream().limit(SHOWN).forEach(difference -> System.out.println(file + ": " + difference));
        System.out.println(file + ": " + made.size() + " lines, " + differences.size() + " differences");
        return differences.isEmpty();
    }

    private static List<Case> cases(Framework framework) {
        List<Case> cases = new ArrayList<>(
                Vectors.cases().stream().filter(framework::takes).toList());
        cases.addAll(framework.furtherCases());
        return cases;
    }
}
