// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Holds a port's results of one group to the right ones: which level they reach, and what is wrong with them. */
final class GroupCheck {

    private static final int MOST_NAMES = 8;

    private final String group;
    private final Formulas formulas;
    private final List<PortCase> cases;
    private final Map<String, List<Map<Buffer, float[]>>> expected;
    private final Map<String, List<Map<Buffer, float[]>>> actual;
    private final List<String> report = new ArrayList<>();
    private final Map<String, Object> findings = new LinkedHashMap<>();
    private final List<String> named = new ArrayList<>();
    private final List<String> computed = new ArrayList<>();
    private final List<String> where = new ArrayList<>();
    private Level level; // null for none

    private GroupCheck(
            VectorSet vectors, String group, Formulas formulas, Map<String, List<Map<Buffer, float[]>>> actual) {
        this.group = group;
        this.formulas = formulas;
        this.cases = vectors.cases(group);
        this.expected = vectors.results(group);
        this.actual = actual;
    }

    /** Takes the results of all groups, and looks at those of one. */
    static GroupCheck of(
            VectorSet vectors, String group, Formulas formulas, Map<String, List<Map<Buffer, float[]>>> actual) {
        GroupCheck check = new GroupCheck(vectors, group, formulas, actual);
        check.run();
        return check;
    }

    boolean reaches(Level demanded) {
        return level != null && level.compareTo(demanded) <= 0;
    }

    /** What explains the differences, if anything does: the causes, and the lines that they compute in place of others. */
    List<String> explanations() {
        return Stream.concat(named.stream(), computed.stream()).toList();
    }

    /** Where the results are wrong, if nothing explains them. */
    List<String> where() {
        return where;
    }

    String group() {
        return group;
    }

    /** For people: lines. */
    List<String> report() {
        return report;
    }

    /** For programs: what the report says, by the names that the JSON verdict has for it. */
    Map<String, Object> findings() {
        return findings;
    }

    private void run() {
        List<String> missing = cases.stream()
                .map(PortCase::name)
                .filter(name -> !actual.containsKey(name))
                .toList();
        findings.put("level", null);
        findings.put("cases", cases.size());
        findings.put("missingCases", missing);
        if (!missing.isEmpty()) {
            say("INCOMPLETE, %,d of %,d cases are missing: %s", missing.size(), cases.size(), some(missing));
            return;
        }
        int values = 0;
        int wrongValues = 0;
        Map<PortCase, Difference> wrong = new LinkedHashMap<>();
        for (PortCase c : cases) {
            List<Map<Buffer, float[]>> right = expected.get(c.name());
            values += right.stream()
                    .flatMap(rows -> rows.values().stream())
                    .mapToInt(row -> row.length)
                    .sum();
            Difference difference = Difference.first(c, right, actual.get(c.name()));
            if (difference != null) {
                wrong.put(c, difference);
                wrongValues += Difference.count(right, actual.get(c.name()));
            }
        }
        findings.put("values", values);
        findings.put("wrongValues", wrongValues);
        if (wrong.isEmpty()) {
            level = Level.BITS;
            findings.put("level", level.toString());
            say("level bits, all %,d values of %,d cases", values, cases.size());
            return;
        }
        UlpLevel ulp = new UlpLevel(formulas);
        cases.forEach(c -> ulp.check(c, actual.get(c.name())));
        if (ulp.outside() == null) {
            level = Level.ULP;
            findings.put("level", level.toString());
        }
        say(
                "%s, %,d of %,d values differ, in %,d of %,d cases: %s",
                level == Level.ULP ? "level ulp" : "WRONG",
                wrongValues,
                values,
                wrong.size(),
                cases.size(),
                some(wrong.keySet().stream().map(PortCase::name).toList()));
        tellUlp(ulp);
        tellFirst(wrong.values().iterator().next());
        tellCauses(new Diagnosis(formulas, cases, wrong.keySet(), actual), wrongValues);
    }

    private void tellUlp(UlpLevel ulp) {
        if (ulp.outside() != null) {
            findings.put("notWithinUlp", ulp.outside().toString());
            detail("not within level ulp: " + ulp.outside());
            return;
        }
        if (ulp.largest() != null) {
            findings.put("largestError", ulp.largest().toString());
            detail("largest error of one step: " + ulp.largest());
        }
        if (ulp.flushed() > 0) {
            detail(String.format(Locale.ROOT, "subnormal numbers taken for 0: %,d", ulp.flushed()));
        }
    }

    private void tellFirst(Difference first) {
        findings.put("firstDifference", first.toMap());
        PortCase c = first.portCase();
        PortStep step = c.steps().get(first.step());
        detail("first difference: " + first);
        detail("  of the rule " + step.rule() + ", learning rate " + step.learningRate() + ", gradient scale "
                + step.gradientScale() + ", " + step.place().line());
        if (!first.isInside(step)) {
            detail("  element " + first.index() + " of " + first.buffer()
                    + " is outside the slice, and must not change");
            return;
        }
        for (Line line : new Model(formulas, Recipe.RIGHT).lines(c.preset(), step.rule())) {
            if (line.computes(first.buffer().variable)) {
                detail("  computed by " + line);
            }
        }
    }

    private void tellCauses(Diagnosis diagnosis, int wrongValues) {
        findings.put("causes", named);
        findings.put("where", where);
        List<Diagnosis.Cause> causes = diagnosis.causes(wrongValues);
        if (causes.isEmpty()) {
            detail("likeliest cause: none of the known mistakes explains these values");
            where.addAll(diagnosis.whereWrong());
            where.forEach(this::detail);
        }
        for (Diagnosis.Cause cause : causes) {
            String only = cause.conditions().isEmpty() ? "" : "but only " + String.join(", ", cause.conditions());
            named.add(only.isEmpty() ? cause.name() : cause.name() + ", " + only);
            detail("likeliest cause: " + cause.name());
            for (String line : diagnosis.changedLines(cause.mistake())) {
                computed.add(line);
                detail("  computes " + line);
            }
            if (!only.isEmpty()) {
                detail("  " + only);
            }
            detail(
                    cause.unexplained() == 0
                            ? "  with it the formulas give the port's bits in all cases"
                            : String.format(
                                    Locale.ROOT,
                                    "  with it the formulas give the port's bits but for %,d values",
                                    cause.unexplained()));
        }
    }

    @SuppressWarnings("AnnotateFormatMethod") // its annotation would be one more dependency
    private void say(String format, Object... arguments) {
        report.add(group + ": " + String.format(Locale.ROOT, format, arguments));
    }

    private void detail(String line) {
        report.add("  " + line);
    }

    private String some(List<String> names) {
        String some = names.stream()
                .limit(MOST_NAMES)
                .map(name -> name.substring(group.length() + 1))
                .collect(Collectors.joining(", "));
        return names.size() > MOST_NAMES ? some + ", …" : some;
    }
}
