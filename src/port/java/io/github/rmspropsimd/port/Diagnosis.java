// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which known mistakes explain a port's results: those with which the model gives the very same, in every case or under
 * some conditions; and if there are none, those that leave up to a twentieth of the wrong values unexplained.
 */
final class Diagnosis {

    /** An explanation must leave no more than this part of the wrong values unexplained. */
    private static final int FEW = 20;

    private static final int MOST = 3;

    static final String EXACTLY = "all and only those ";
    static final String OUTSIDE = " is outside the slice, and changes: ";

    private final Formulas formulas;
    private final List<PortCase> cases;
    private final Map<String, List<Map<Buffer, float[]>>> actual;
    private final List<PortCase> shortestFirst;
    private Evidence evidence;
    private Conditions conditions;

    /** Takes all cases of a group, and which of them are wrong. */
    Diagnosis(
            Formulas formulas,
            List<PortCase> cases,
            Set<PortCase> wrong,
            Map<String, List<Map<Buffer, float[]>>> actual) {
        this.formulas = formulas;
        this.cases = cases;
        this.actual = actual;
        Comparator<PortCase> wrongFirst = Comparator.comparing(c -> !wrong.contains(c));
        shortestFirst = cases.stream()
                .sorted(wrongFirst.thenComparingInt(c -> c.length() * c.steps().size()))
                .toList();
    }

    /** A mistake, under which conditions it is made, and how many values of the group it leaves unexplained. */
    record Cause(Mistake mistake, List<String> conditions, int unexplained) {

        Cause(Mistake mistake, int unexplained) {
            this(mistake, List.of(), unexplained);
        }

        String name() {
            return mistake.name();
        }
    }

    /** The lines that are computed with a mistake, in place of the right ones. */
    List<String> changedLines(Mistake mistake) {
        Set<String> changed = new LinkedHashSet<>();
        Model right = new Model(formulas, Recipe.RIGHT);
        Model wrong = new Model(formulas, mistake.recipe());
        for (PortCase c : cases) {
            for (PortStep step : c.steps()) {
                List<Line> rights = right.lines(c.preset(), step.rule());
                List<Line> wrongs = wrong.lines(c.preset(), step.rule());
                for (Line line : rights) {
                    String others = wrongs.stream()
                            .filter(other -> other.computes(line.variable()) && !rights.contains(other))
                            .map(Line::toString)
                            .collect(Collectors.joining("; "));
                    if (!wrongs.contains(line)) {
                        changed.add((others.isEmpty() ? "nothing" : others) + " in place of " + line);
                    }
                }
            }
        }
        return changed.stream()
                .filter(line -> !mistake.name().contains(line))
                .limit(MOST)
                .toList();
    }

    /**
     * All mistakes that explain everything. If there are none, in this order: choices of places to fuse at; small changes
     * of one line; mistakes under conditions; pairs of mistakes; the best that leave few values open.
     */
    List<Cause> causes(int wrongValues) {
        Mistakes known = new Mistakes(cases, formulas);
        List<Mistake> named = known.single();
        List<Mistake> lines = known.lines();
        List<Cause> causes = explaining(named.stream());
        if (causes.isEmpty()) {
            causes = explaining(known.contractions().stream());
        }
        if (causes.isEmpty()) {
            causes = explainingLines(lines);
        }
        if (causes.isEmpty()) {
            causes = underConditions(named);
        }
        if (causes.isEmpty()) {
            causes = underConditions(lines);
        }
        if (causes.isEmpty()) {
            causes = explaining(IntStream.range(0, named.size())
                    .boxed()
                    .flatMap(first -> named.stream().skip(first + 1).map(named.get(first)::and)));
        }
        return causes.isEmpty() ? best(named, wrongValues) : causes;
    }

    /** Where the results are wrong, and where they are not, of what no known mistake explains. */
    List<String> whereWrong() {
        List<String> report = new ArrayList<>();
        if (evidence().outside() != null) {
            Difference outside = evidence().outside();
            report.add("element " + outside.index() + " of " + outside.buffer() + OUTSIDE + outside);
        }
        BitSet right = new BitSet();
        right.set(0, evidence().events().size());
        right.andNot(evidence().wrong());
        if (!evidence().wrong().isEmpty()) {
            Conditions.Found found = conditions().separating(evidence().wrong(), right);
            report.add(String.format(
                    Locale.ROOT,
                    "%,d of %,d elements go wrong in a step, %s",
                    evidence().wrong().cardinality(),
                    evidence().events().size(),
                    found.conditions().isEmpty()
                            ? "under no condition that all have in common"
                            : (found.exactly() ? EXACTLY : "only ") + String.join(", ", found.conditions())));
        }
        return report;
    }

    private List<Cause> underConditions(List<Mistake> mistakes) {
        if (evidence().outside() != null) {
            return List.of();
        }
        List<Cause> causes = new ArrayList<>();
        for (Mistake mistake : mistakes) {
            BitSet notShown = evidence().notShown(new Model(formulas, mistake.recipe()));
            if (notShown != null) {
                Conditions.Found found = conditions().separating(evidence().wrong(), notShown);
                if (found.exactly()) {
                    causes.add(new Cause(mistake, found.conditions(), 0));
                }
            }
        }
        return causes.stream()
                .sorted(Comparator.comparingInt(cause -> cause.conditions().size()))
                .limit(MOST)
                .toList();
    }

    private Evidence evidence() {
        if (evidence == null) {
            evidence = new Evidence(formulas, cases, actual);
        }
        return evidence;
    }

    private Conditions conditions() {
        if (conditions == null) {
            conditions = new Conditions(evidence().events());
        }
        return conditions;
    }

    private List<Cause> best(List<Mistake> mistakes, int wrongValues) {
        List<Cause> causes = new ArrayList<>();
        int few = wrongValues / FEW;
        for (Mistake mistake : mistakes) {
            int unexplained = unexplained(mistake, few);
            if (unexplained <= few) {
                causes.add(new Cause(mistake, unexplained));
            }
        }
        return causes.stream()
                .sorted(Comparator.comparingInt(Cause::unexplained))
                .limit(MOST)
                .toList();
    }

    /** How many values it leaves unexplained, or more than that many. */
    private int unexplained(Mistake mistake, int limit) {
        Model model = new Model(formulas, mistake.recipe());
        int count = 0;
        for (PortCase c : shortestFirst) {
            count += Difference.count(model.run(c), actual.get(c.name()));
            if (count > limit) {
                break;
            }
        }
        return count;
    }

    /** Of those that explain everything by a change of the same line, the first. */
    private List<Cause> explainingLines(List<Mistake> mistakes) {
        Set<String> lines = new HashSet<>();
        return mistakes.stream()
                .filter(this::explains)
                .filter(mistake -> lines.add(mistake.name().replaceFirst(".*in place of ", "")))
                .limit(MOST)
                .map(mistake -> new Cause(mistake, 0))
                .toList();
    }

    /** The first of many that explain everything. */
    private List<Cause> explaining(Stream<Mistake> mistakes) {
        return mistakes.filter(this::explains)
                .limit(MOST)
                .map(mistake -> new Cause(mistake, 0))
                .toList();
    }

    /** Most mistakes fail at a short wrong case, so that few have to be tried on all. */
    private boolean explains(Mistake mistake) {
        Model model = new Model(formulas, mistake.recipe());
        return shortestFirst.stream().allMatch(c -> Difference.first(c, model.run(c), actual.get(c.name())) == null);
    }
}
