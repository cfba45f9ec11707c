// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which known mistakes explain a port's results: those with which the model gives the very same, in every case; and if
 * there are none, those that leave up to a twentieth of the wrong values unexplained.
 */
final class Diagnosis {

    /** An explanation must leave no more than this part of the wrong values unexplained. */
    private static final int FEW = 20;

    private static final int MOST = 3;

    private final Formulas formulas;
    private final List<PortCase> cases;
    private final Set<PortCase> wrong;
    private final Map<String, List<Map<Buffer, float[]>>> actual;

    /** Takes all cases of a group, and which of them are wrong. */
    Diagnosis(
            Formulas formulas,
            List<PortCase> cases,
            Set<PortCase> wrong,
            Map<String, List<Map<Buffer, float[]>>> actual) {
        this.formulas = formulas;
        this.cases = cases;
        this.wrong = wrong;
        this.actual = actual;
    }

    /** A mistake, and how many values of the group it leaves unexplained. */
    record Cause(Mistake mistake, int unexplained) {}

    /**
     * All mistakes that explain everything; or else choices of places to fuse at, or pairs of mistakes, that do; or else
     * the best that leave few values open.
     */
    List<Cause> causes(int wrongValues) {
        Mistakes known = new Mistakes(cases, formulas);
        List<Mistake> mistakes = known.single();
        List<Cause> causes = new ArrayList<>();
        for (Mistake mistake : mistakes) {
            causes.add(new Cause(mistake, unexplained(mistake)));
        }
        List<Cause> whole =
                causes.stream().filter(cause -> cause.unexplained == 0).toList();
        if (whole.isEmpty()) {
            whole = explaining(known.contractions().stream());
        }
        if (whole.isEmpty()) {
            whole = explaining(IntStream.range(0, mistakes.size())
                    .boxed()
                    .flatMap(first -> mistakes.stream().skip(first + 1).map(mistakes.get(first)::and)));
        }
        if (!whole.isEmpty()) {
            return whole;
        }
        return causes.stream()
                .filter(cause -> cause.unexplained <= wrongValues / FEW)
                .sorted(Comparator.comparingInt(Cause::unexplained))
                .limit(MOST)
                .toList();
    }

    private int unexplained(Mistake mistake) {
        Model model = new Model(formulas, mistake.recipe());
        int count = 0;
        for (PortCase c : cases) {
            count += Difference.count(model.run(c), actual.get(c.name()));
        }
        return count;
    }

    /** The first of many that explain everything. Most fail at a short wrong case, so that few have to be tried on all. */
    private List<Cause> explaining(Stream<Mistake> mistakes) {
        Comparator<PortCase> wrongFirst = Comparator.comparing(c -> !wrong.contains(c));
        List<PortCase> shortestFirst = cases.stream()
                .sorted(wrongFirst.thenComparingInt(c -> c.length() * c.steps().size()))
                .toList();
        return mistakes.filter(mistake -> {
                    Model model = new Model(formulas, mistake.recipe());
                    return shortestFirst.stream()
                            .allMatch(c -> Difference.first(c, model.run(c), actual.get(c.name())) == null);
                })
                .limit(MOST)
                .map(mistake -> new Cause(mistake, 0))
                .toList();
    }
}
