// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import io.github.rmspropsimd.RmsProp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The known mistakes that a group's cases can show. */
final class Mistakes {

    private final Formulas formulas;
    private final String preset;
    private final Map<Set<String>, RmsProp> rules = new LinkedHashMap<>();
    private final Set<Line> lines = new LinkedHashSet<>();

    /** Of the rules that these cases have. */
    Mistakes(List<PortCase> cases, Formulas formulas) {
        this(
                cases.get(0).preset(),
                cases.stream()
                        .flatMap(c -> c.steps().stream())
                        .map(PortStep::rule)
                        .toList(),
                formulas);
    }

    Mistakes(String preset, Collection<RmsProp> rules, Formulas formulas) {
        this.formulas = formulas;
        this.preset = preset;
        rules.forEach(rule -> this.rules.put(RuleSetting.switchedOn(rule), rule));
        Model right = new Model(formulas, Recipe.RIGHT);
        this.rules.values().forEach(rule -> lines.addAll(right.lines(preset, rule)));
    }

    /** Each mistake by itself; of those that compute the same lines the first. */
    List<Mistake> single() {
        List<Mistake> all = new ArrayList<>(FactorMistakes.all(preset));
        all.addAll(FormulaMistakes.all());
        all.addAll(FormulaMistakes.switches(formulas.all(preset), rules.keySet()));
        all.addAll(RunMistakes.all());
        all.addAll(NumberMistakes.all());
        all.addAll(ElementMistakes.all());
        all.addAll(StateMistakes.all(preset, rules.values()));
        all.addAll(Contraction.mistakes(lines));

        Set<List<List<String>>> computed = new HashSet<>();
        computed.add(computed(Recipe.RIGHT));
        List<Mistake> distinct = new ArrayList<>();
        for (Mistake mistake : all) {
            if (!mistake.recipe().changesLinesAlone() || computed.add(computed(mistake.recipe()))) {
                distinct.add(mistake);
            }
        }
        return distinct;
    }

    /** Small changes of single lines, which have no name. */
    List<Mistake> lines() {
        return LineMistakes.all(lines, formulas.all(preset));
    }

    /** Operations fused at several places. */
    List<Mistake> contractions() {
        return Contraction.combinations(rules.values().stream()
                .map(rule -> new Model(formulas, Recipe.RIGHT).lines(preset, rule))
                .toList());
    }

    /** What a recipe computes of each rule. */
    private List<List<String>> computed(Recipe recipe) {
        Model model = new Model(formulas, recipe);
        return rules.values().stream()
                .map(rule ->
                        model.lines(preset, rule).stream().map(Line::toString).toList())
                .toList();
    }
}
