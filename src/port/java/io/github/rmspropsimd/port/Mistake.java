// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** A mistake that ports are known to make: what to call it, and what it makes of the right recipe. */
record Mistake(String name, UnaryOperator<Recipe> change) {

    Recipe recipe() {
        return change.apply(Recipe.RIGHT);
    }

    Mistake and(Mistake other) {
        return new Mistake(name + "; and " + other.name, recipe -> other.change.apply(change.apply(recipe)));
    }

    /** Expressions are computed in another way, wherever they stand. */
    static Mistake rewriting(String name, UnaryOperator<Node> rewriting) {
        return lines(
                name,
                lines -> lines.stream()
                        .map(line -> line.with(line.expression().rewrite(rewriting)))
                        .toList());
    }

    /** Lines are replaced by others: pairs of a line, and of what stands for it, lines with semicolons between. */
    static Mistake replacing(String name, String... pairs) {
        Map<String, List<Line>> replacements = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            replacements.put(FormulaParser.line(pairs[i]).toString(), parsed(pairs[i + 1]));
        }
        return lines(
                name,
                lines -> lines.stream()
                        .flatMap(line -> replacements.getOrDefault(line.toString(), List.of(line)).stream())
                        .toList());
    }

    static Mistake lines(String name, UnaryOperator<List<Line>> lines) {
        return linesOf(name, (on, all) -> lines.apply(all));
    }

    /** Lines are changed in a way that depends on what is switched on. */
    static Mistake linesOf(String name, BiFunction<Set<String>, List<Line>, List<Line>> lines) {
        return new Mistake(name, recipe -> recipe.withLines(lines));
    }

    static Mistake without(String name, Set<String> switches) {
        return switches(name, on -> {
            Set<String> rest = new HashSet<>(on);
            rest.removeAll(switches);
            return rest;
        });
    }

    static Mistake with(String name, String added) {
        return switches(name, on -> {
            Set<String> more = new HashSet<>(on);
            more.add(added);
            return more;
        });
    }

    static Mistake toggling(String name, String toggled) {
        return switches(name, on -> {
            Set<String> others = new HashSet<>(on);
            if (!others.remove(toggled)) {
                others.add(toggled);
            }
            return others;
        });
    }

    static Mistake switches(String name, UnaryOperator<Set<String>> switches) {
        return new Mistake(name, recipe -> recipe.withSwitches(switches));
    }

    static Mistake rounding(String name, Rounding rounding) {
        return new Mistake(name, recipe -> recipe.withRounding(rounding));
    }

    static Mistake reading(String name, BinaryOperator<PortStep> reading) {
        return new Mistake(name, recipe -> recipe.withReading((first, before, step) -> reading.apply(first, step)));
    }

    /** The settings of the step before are used, where these are read. */
    static Mistake late(String name, BinaryOperator<PortStep> reading) {
        return new Mistake(name, recipe -> recipe.withReading((first, before, step) -> reading.apply(before, step)));
    }

    static Mistake hooked(String name, Recipe.Hook hook) {
        return new Mistake(name, recipe -> recipe.withHook(hook));
    }

    static Mistake starting(String name, UnaryOperator<PortCase> start) {
        return new Mistake(name, recipe -> recipe.withStart(start));
    }

    static Mistake forgetting(String name, Recipe.Forgetting forgetting) {
        return new Mistake(name, recipe -> recipe.withForgetting(forgetting));
    }

    private static List<Line> parsed(String text) {
        List<Line> lines = new ArrayList<>();
        for (String line : text.split(";", -1)) {
            if (!line.isBlank()) {
                lines.add(FormulaParser.line(line));
            }
        }
        return lines;
    }
}
