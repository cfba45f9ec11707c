// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;

/**
 * Formulas that are the same in real numbers, and not in floats: other orders of factors, another 1 − γ, and other signs
 * of zeros.
 */
final class FactorMistakes {

    private static final Node G = Node.of("g");
    private static final Node SQUARE = Node.of("*", G, G);
    private static final Node REST = Node.of("oneMinusDecay");
    private static final Node ONE = Node.of("1");

    private FactorMistakes() {}

    /** Those that are possible with a preset. */
    static List<Mistake> all(String preset) {
        List<Mistake> all = new ArrayList<>(factors());
        if (preset.equals("d2l")) { // the only one that has the switch
            all.add(Mistake.linesOf(
                    "learningRateInMomentum off takes effect without momentum",
                    (on, lines) -> on.contains("learningRateInMomentum")
                            ? lines
                            : replaced(lines, "p = p - (learningRate * g) / d", "p = p - learningRate * (g / d)")));
        }
        return all;
    }

    private static List<Mistake> factors() {
        return List.of(
                Mistake.lines("1 - decay subtracted in float in place of double", FactorMistakes::restInFloat),
                Mistake.lines(
                        "1 - decay subtracted in double in place of float",
                        lines -> lines.stream()
                                .filter(line -> !line.computes("oneMinusDecay"))
                                .toList()),
                Mistake.rewriting(
                        "(oneMinusDecay * g) * g in place of oneMinusDecay * (g * g), or the other way round",
                        FactorMistakes::otherSquare),
                Mistake.replacing(
                        "averages moved by a share of the difference, or not so moved",
                        "s = decay * s + oneMinusDecay * (g * g)",
                        "s = s + (g * g - s) * oneMinusDecay",
                        "a = decay * a + oneMinusDecay * g",
                        "a = a + (g - a) * oneMinusDecay",
                        "s = s + (g * g - s) * oneMinusDecay",
                        "s = decay * s + oneMinusDecay * (g * g)",
                        "a = a + (g - a) * oneMinusDecay",
                        "a = decay * a + oneMinusDecay * g"),
                quotient(
                        "learningRate * (g / d) in place of (learningRate * g) / d",
                        (rate, g) -> Node.of("*", rate, Node.of("/", g, Node.of("d")))),
                quotient(
                        "(learningRate / d) * g in place of (learningRate * g) / d",
                        (rate, g) -> Node.of("*", Node.of("/", rate, Node.of("d")), g)),
                quotient(
                        "(learningRate * g) * (1 / d) in place of (learningRate * g) / d",
                        (rate, g) -> Node.of("*", Node.of("*", rate, g), reciprocal(Node.of("d")))),
                quotient(
                        "learningRate * (g * (1 / d)) in place of (learningRate * g) / d",
                        (rate, g) -> Node.of("*", rate, Node.of("*", g, reciprocal(Node.of("d"))))),
                Mistake.rewriting(
                        "multiplication by the reciprocal in place of a division",
                        node -> node.is("/") && !node.argument(0).equals(ONE)
                                ? Node.of("*", node.argument(0), reciprocal(node.argument(1)))
                                : node),
                Mistake.rewriting(
                        "(learningRate * g) / d in place of learningRate * (g / d)",
                        node -> node.is("*") && node.argument(1).is("/")
                                ? Node.of(
                                        "/",
                                        Node.of(
                                                "*",
                                                node.argument(0),
                                                node.argument(1).argument(0)),
                                        node.argument(1).argument(1))
                                : node),
                optax("-((learningRate * r) * g)"),
                optax("-((learningRate * g) * r)"),
                optax("-((learningRate * g) / d)"),
                optax("-(learningRate * (g / d))"),
                decoupled("p - p * (decoupledWeightDecay * learningRate)"),
                decoupled("p - (p * learningRate) * decoupledWeightDecay"),
                decoupled("p * (1 - decoupledWeightDecay * learningRate)"),
                Mistake.replacing("negated by 0 - g", "g = -g", "g = 0 - g"),
                Mistake.replacing(
                        "negated by 0 - u", "u = -(learningRate * (r * g))", "u = 0 - learningRate * (r * g)"));
    }

    private static List<Line> replaced(List<Line> lines, String line, String other) {
        return lines.stream()
                .map(each -> each.toString().equals(line) ? FormulaParser.line(other) : each)
                .toList();
    }

    private static List<Line> restInFloat(List<Line> lines) {
        Line rest = FormulaParser.line("oneMinusDecay = 1 - decay");
        return lines.contains(rest)
                ? lines
                : Stream.concat(Stream.of(rest), lines.stream()).toList();
    }

    private static Node otherSquare(Node node) {
        if (node.is("*") && node.argument(0).equals(REST) && node.argument(1).equals(SQUARE)) {
            return Node.of("*", Node.of("*", REST, G), G);
        }
        boolean leftToRight = (node.is("*") || node.is("fma"))
                && node.argument(0).equals(Node.of("*", REST, G))
                && node.argument(1).equals(G);
        if (!leftToRight) {
            return node;
        }
        return node.is("*") ? Node.of("*", REST, SQUARE) : Node.of("fma", REST, SQUARE, node.argument(2));
    }

    private static Mistake quotient(String name, BinaryOperator<Node> other) {
        Node usual = Node.of("/", Node.of("*", Node.of("learningRate"), G), Node.of("d"));
        return Mistake.rewriting(name, node -> node.equals(usual) ? other.apply(Node.of("learningRate"), G) : node);
    }

    private static Node reciprocal(Node node) {
        return Node.of("/", ONE, node);
    }

    private static Mistake optax(String expression) {
        return Mistake.replacing(
                "u = " + expression + " in place of -(learningRate * (r * g))",
                "u = -(learningRate * (r * g))",
                "u = " + expression);
    }

    private static Mistake decoupled(String expression) {
        return Mistake.replacing(
                "p = " + expression + " in place of p - (p * decoupledWeightDecay) * learningRate",
                "p = p - (p * decoupledWeightDecay) * learningRate",
                "p = " + expression);
    }
}
