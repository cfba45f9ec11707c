// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** What compilers do that may fuse: a sum with a product in it becomes one operation; and the other way round. */
final class Contraction {

    private static final String FUSED = "fused multiply-add where there is none: ";

    private static final String TWICE = "fused multiply-add computed in double and rounded twice";

    private Contraction() {}

    /** Every way to fuse and to take apart what the formulas fuse: at one place, and everywhere. */
    static List<Mistake> mistakes(Set<Line> lines) {
        List<Mistake> mistakes = new ArrayList<>();
        for (Line line : lines) {
            for (Node other : fusedAtOnePlace(line.expression())) {
                mistakes.add(one(FUSED, line, other));
            }
        }
        for (boolean left : List.of(true, false)) {
            String name = "fused multiply-add in every sum with a product, as by a compiler that contracts, the "
                    + (left ? "first" : "second") + " of two products fused";
            mistakes.add(Mistake.rewriting(name, node -> fused(node, left)));
            mistakes.add(Mistake.lines(name + ", also across lines", all -> fusedAcrossLines(all, left)));
        }
        boolean anyFused = false;
        for (Line line : lines) {
            for (Node fused : line.expression().parts()) {
                if (fused.is("fma")) {
                    UnaryOperator<Node> apart = part -> part.equals(fused) ? apart(fused) : part;
                    UnaryOperator<Node> other = part -> part.equals(fused) ? fused(apart(fused), false) : part;
                    String none = "no fused multiply-add where there is one: ";
                    mistakes.add(one(none, line, line.expression().rewrite(apart)));
                    UnaryOperator<Node> twice =
                            part -> part.equals(fused) ? new Node("fmaInDouble", part.arguments()) : part;
                    Mistake inDouble = Mistake.replacing(
                            TWICE + ": " + line,
                            line.toString(),
                            line.with(line.expression().rewrite(twice)).toString());
                    if (!isSquare(fused)) {
                        mistakes.add(inDouble);
                    }
                    mistakes.add(one(
                            "the other product fused: ", line, line.expression().rewrite(other)));
                    anyFused = true;
                }
            }
        }
        if (anyFused) {
            mistakes.add(Mistake.rewriting("no fused multiply-add anywhere", Contraction::apart));
            mistakes.add(Mistake.rounding(TWICE, Rounding.FUSED_IN_DOUBLE));
        }
        return mistakes;
    }

    /**
     * One way to fuse in a line: what the line is then, to be shown; and what is computed for the line, given which
     * products have a name of their own there.
     */
    private record Choice(Line shown, BiFunction<Line, Map<String, Node>, Node> computed) {}

    /**
     * Every choice of places that compilers may fuse at: which they take depends on how the source is written. Takes what
     * each rule computes.
     */
    static List<Mistake> combinations(List<List<Line>> rules) {
        Map<Line, List<Choice>> acrossLines = new LinkedHashMap<>();
        for (List<Line> rule : rules) {
            mapped(rule, (line, products) -> {
                List<Choice> choices = acrossLines.computeIfAbsent(line, key -> new ArrayList<>());
                for (boolean left : List.of(true, false)) {
                    Line fused = line.with(fusedWrittenOut(line, products, left));
                    boolean known = fused.equals(line)
                            || insideLine(line).contains(fused.expression())
                            || choices.stream()
                                    .anyMatch(choice -> choice.computed
                                            .apply(line, products)
                                            .equals(fused.expression()));
                    if (!known) {
                        choices.add(new Choice(fused, (other, named) -> fusedWrittenOut(other, named, left)));
                    }
                }
                return line.expression();
            });
        }
        List<Map<Line, Choice>> combinations = List.of(Map.of());
        for (Map.Entry<Line, List<Choice>> entry : acrossLines.entrySet()) {
            Line line = entry.getKey();
            List<Choice> choices = new ArrayList<>();
            insideLine(line).forEach(inside -> choices.add(new Choice(line.with(inside), (other, products) -> inside)));
            choices.addAll(entry.getValue());
            List<Map<Line, Choice>> more = new ArrayList<>(combinations);
            for (Map<Line, Choice> combination : combinations) {
                for (Choice choice : choices) {
                    Map<Line, Choice> extended = new LinkedHashMap<>(combination);
                    extended.put(line, choice);
                    more.add(extended);
                }
            }
            combinations = more;
        }
        return combinations.stream()
                .filter(combination -> combination.size() > 1
                        || combination.entrySet().stream()
                                .anyMatch(
                                        entry -> acrossLines.get(entry.getKey()).contains(entry.getValue())))
                .map(Contraction::chosen)
                .toList();
    }

    private static Mistake chosen(Map<Line, Choice> combination) {
        String shown = combination.values().stream()
                .map(choice -> choice.shown.toString())
                .collect(Collectors.joining("; "));
        return Mistake.lines(
                FUSED + shown,
                lines -> mapped(lines, (line, products) -> {
                    Choice choice = combination.get(line);
                    return choice == null ? line.expression() : choice.computed.apply(line, products);
                }));
    }

    /** All ways to fuse in a line by itself: at one place, and at each. */
    private static Set<Node> insideLine(Line line) {
        Set<Node> others = new LinkedHashSet<>(fusedAtOnePlace(line.expression()));
        others.add(line.expression().rewrite(node -> fused(node, true)));
        others.add(line.expression().rewrite(node -> fused(node, false)));
        others.remove(line.expression());
        return others;
    }

    private static Mistake one(String name, Line line, Node other) {
        return Mistake.replacing(
                name + line.with(other), line.toString(), line.with(other).toString());
    }

    private static Set<Node> fusedAtOnePlace(Node expression) {
        Set<Node> others = new LinkedHashSet<>();
        for (Node sum : expression.parts()) {
            for (boolean left : List.of(true, false)) {
                others.add(expression.rewrite(part -> part.equals(sum) ? fused(sum, left) : part));
            }
        }
        others.remove(expression);
        return others;
    }

    /** A sum with one of its products fused, the left one if there are two and it is wanted; or what it is. */
    private static Node fused(Node sum, boolean left) {
        if (!sum.is("+") && !sum.is("-")) {
            return sum;
        }
        boolean leftIsProduct = isProduct(sum.argument(0));
        boolean rightIsProduct = isProduct(sum.argument(1));
        if (!leftIsProduct && !rightIsProduct) {
            return sum;
        }
        boolean takeLeft = leftIsProduct && (left || !rightIsProduct);
        Node product = sum.argument(takeLeft ? 0 : 1);
        Node other = sum.argument(takeLeft ? 1 : 0);
        boolean negative = product.is("neg") != (sum.is("-") && !takeLeft);
        product = product.is("neg") ? product.argument(0) : product;
        Node factor = negative ? negated(product.argument(0)) : product.argument(0);
        return Node.of("fma", factor, product.argument(1), takeLeft && sum.is("-") ? negated(other) : other);
    }

    /** Of the square of a float and another float, {@code fma} in double is right too; {@link FusedCases} says why. */
    private static boolean isSquare(Node fused) {
        return negated(fused.argument(0)).equals(fused.argument(1));
    }

    private static boolean isProduct(Node node) {
        return node.is("*") || (node.is("neg") && node.argument(0).is("*"));
    }

    private static Node negated(Node node) {
        return node.is("neg") ? node.argument(0) : Node.of("neg", node);
    }

    private static Node apart(Node node) {
        return node.is("fma") ? Node.of("+", Node.of("*", node.argument(0), node.argument(1)), node.argument(2)) : node;
    }

    private static List<Line> fusedAcrossLines(List<Line> lines, boolean left) {
        return mapped(lines, (line, products) -> fusedWrittenOut(line, products, left));
    }

    /** The lines with other expressions, each found by the line and those products that have a name of their own there. */
    private static List<Line> mapped(List<Line> lines, BiFunction<Line, Map<String, Node>, Node> expression) {
        Map<String, Node> products = new HashMap<>();
        List<Line> result = new ArrayList<>();
        for (Line line : lines) {
            result.add(line.with(expression.apply(line, products)));
            Node product = line.expression().is("neg")
                    ? Node.of("neg", writtenOut(line.expression().argument(0), products))
                    : line.expression();
            products.values().removeIf(each -> each.parts().contains(Node.of(line.variable())));
            products.remove(line.variable());
            if (isProduct(product) && !product.parts().contains(Node.of(line.variable()))) {
                products.put(line.variable(), product);
            }
        }
        return result;
    }

    /** As if each product that has a name of its own were written out in the sums where it is used. */
    private static Node fusedWrittenOut(Line line, Map<String, Node> products, boolean left) {
        Node fused = line.expression()
                .rewrite(part -> part.is("+") || part.is("-")
                        ? fused(
                                new Node(
                                        part.name(),
                                        part.arguments().stream()
                                                .map(operand -> writtenOut(operand, products))
                                                .toList()),
                                left)
                        : part);
        for (Map.Entry<String, Node> product : products.entrySet()) {
            fused = fused.rewrite(part -> part.equals(product.getValue()) ? Node.of(product.getKey()) : part);
        }
        return fused;
    }

    private static Node writtenOut(Node operand, Map<String, Node> products) {
        return operand.arguments().isEmpty() ? products.getOrDefault(operand.name(), operand) : operand;
    }
}
