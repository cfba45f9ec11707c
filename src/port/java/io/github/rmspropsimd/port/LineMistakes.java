// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One small change in one line of a formula: another operator, another variable, another order, a part left out. None of
 * them has a name of its own: they are shown as the line that explains the results, in place of the right one.
 */
final class LineMistakes {

    private static final List<String> OPERATORS = List.of("+", "-", "*", "/");
    private static final List<String> VARIABLES = List.of(
            "g",
            "p",
            "s",
            "v",
            "a",
            "m",
            "u",
            "d",
            "decay",
            "oneMinusDecay",
            "momentum",
            "weightDecay",
            "decoupledWeightDecay",
            "learningRate",
            "gradientScale",
            "epsilon",
            "0",
            "1",
            "2");

    private LineMistakes() {}

    private static final List<String> ASSIGNED = List.of("g", "p", "s", "v", "a", "m", "u", "d");

    /** All that is possible with these lines, the right ones of a preset, and with its formula. */
    static List<Mistake> all(Collection<Line> lines, List<Line> formula) {
        List<Mistake> all = new ArrayList<>();
        for (Line line : lines) {
            for (Node other : others(line)) {
                all.add(inPlaceOf(line, line.variable() + " = " + other));
            }
            Node wide = line.expression().rewrite(part -> part.arguments().isEmpty() ? Node.of("double", part) : part);
            all.add(Mistake.replacing(
                    line.variable() + " computed in double, in place of " + line,
                    line.toString(),
                    line.variable() + " = " + wide));
            all.add(Mistake.lines("nothing in place of " + line, computed -> without(computed, line)));
            for (String other : ASSIGNED) {
                if (!line.computes(other) && ASSIGNED.contains(line.variable())) {
                    all.add(inPlaceOf(line, other + " = " + line.expression()));
                }
            }
        }
        for (String variable : ASSIGNED) {
            List<Line> dropped =
                    formula.stream().filter(line -> line.computes(variable)).toList();
            if (dropped.size() > 1) {
                all.add(Mistake.lines(
                        "nothing in place of " + dropped.get(dropped.size() - 1) + " and the other lines for "
                                + variable,
                        computed -> computed.stream()
                                .filter(line -> !line.computes(variable))
                                .toList()));
            }
        }
        all.add(Mistake.lines(
                "no element of params or of the state is changed",
                computed ->
                        computed.stream().filter(line -> line.computes("grads")).toList()));
        all.addAll(buffers());
        all.addAll(conditions(formula));
        all.addAll(alternatives(formula));
        for (String buffer : List.of("s", "a", "m", "p")) {
            if (lines.stream().anyMatch(line -> line.computes(buffer))) {
                all.add(Mistake.lines("a -0 becomes 0 in " + buffer, computed -> {
                    List<Line> more = new ArrayList<>(computed);
                    if (computed.stream().anyMatch(line -> line.computes(buffer))) {
                        more.add(FormulaParser.line(buffer + " = " + buffer + " + 0"));
                    }
                    return more;
                }));
            }
        }
        return all;
    }

    /** A buffer that is read in place of another, or not stored. */
    private static List<Mistake> buffers() {
        List<Mistake> all = new ArrayList<>();
        for (Buffer buffer : Buffer.values()) {
            for (Buffer other : Buffer.values()) {
                if (buffer != other) {
                    Line first = new Line(List.of(), buffer.variable, Node.of(other.variable));
                    all.add(Mistake.lines(
                            buffer + " read from " + other + ": " + first + " before the first line",
                            computed -> Stream.concat(Stream.of(first), computed.stream())
                                    .toList()));
                }
            }
            for (String variable : ASSIGNED) {
                if (!variable.equals(buffer.variable)) {
                    all.add(appended(variable + " stored in " + buffer, buffer.variable + " = " + variable));
                }
            }
            all.add(appended(
                    "the new " + buffer + " stored with the opposite sign",
                    buffer.variable + " = -" + buffer.variable));
            Line first = new Line(List.of(), "old", Node.of(buffer.variable));
            Line last = new Line(List.of(), buffer.variable, Node.of("old"));
            for (Buffer other : Buffer.values()) {
                if (other != buffer && other != Buffer.GRADS && buffer != Buffer.GRADS) {
                    Line moved = new Line(List.of(), other.variable, Node.of(buffer.variable));
                    all.add(Mistake.lines(
                            "the new " + buffer + " stored in " + other,
                            computed -> Stream.of(Stream.of(first), computed.stream(), Stream.of(moved, last))
                                    .flatMap(each -> each)
                                    .toList()));
                }
            }
            all.add(Mistake.lines(
                    "the new " + buffer + " is not stored",
                    computed -> Stream.concat(Stream.concat(Stream.of(first), computed.stream()), Stream.of(last))
                            .toList()));
        }
        return all;
    }

    private static Mistake appended(String name, String line) {
        return Mistake.lines(
                name,
                computed -> Stream.concat(computed.stream(), Stream.of(FormulaParser.line(line)))
                        .toList());
    }

    /** Lines that are computed under other conditions. */
    private static List<Mistake> conditions(List<Line> formula) {
        Set<String> switches = new LinkedHashSet<>();
        formula.forEach(line -> line.conditions().stream()
                .filter(condition -> !condition.startsWith("not "))
                .forEach(switches::add));
        List<Mistake> all = new ArrayList<>();
        for (Line line : formula) {
            for (String condition : line.conditions()) {
                List<String> rest = new ArrayList<>(line.conditions());
                rest.remove(condition);
                String opposite = condition.startsWith("not ") ? condition.substring(4) : "not " + condition;
                List<String> other = new ArrayList<>(rest);
                other.add(opposite);
                for (String another : switches) {
                    List<String> replaced = new ArrayList<>(rest);
                    replaced.add(another);
                    if (!another.equals(condition)) {
                        all.add(conditional(
                                formula, line, replaced, line + ", if " + another + " in place of if " + condition));
                    }
                }
                all.add(conditional(formula, line, rest, line + ", also if " + opposite));
                all.add(conditional(formula, line, other, line + ", if " + opposite + " in place of if " + condition));
            }
        }
        return all;
    }

    /** Of two lines for the two settings of a switch, each in place of the other, or one in place of both. */
    private static List<Mistake> alternatives(List<Line> formula) {
        List<Mistake> all = new ArrayList<>();
        for (Line line : formula) {
            for (Line other : formula) {
                boolean opposite = line.variable().equals(other.variable())
                        && other.conditions().stream()
                                .anyMatch(each -> line.conditions()
                                        .contains(each.startsWith("not ") ? each.substring(4) : "not " + each));
                if (opposite) {
                    all.add(inPlaceOf(line, other.toString()));
                    if (formula.indexOf(line) < formula.indexOf(other)) {
                        all.add(Mistake.replacing(
                                other + " in place of " + line + ", and the other way round",
                                line.toString(),
                                other.toString(),
                                other.toString(),
                                line.toString()));
                    }
                }
            }
        }
        return all;
    }

    private static Mistake conditional(List<Line> formula, Line line, List<String> conditions, String name) {
        Line other = new Line(conditions, line.variable(), line.expression());
        return Mistake.linesOf(
                "computed under other conditions, in place of " + name,
                (on, active) -> formula.stream()
                        .map(each -> each.equals(line) ? other : each)
                        .filter(each -> each.isActive(on))
                        .toList());
    }

    private static Mistake inPlaceOf(Line line, String other) {
        return Mistake.replacing(other + " in place of " + line, line.toString(), other);
    }

    private static List<Line> without(List<Line> lines, Line line) {
        return lines.stream()
                .filter(each -> !each.toString().equals(line.toString()))
                .toList();
    }

    private static Set<Node> others(Line line) {
        Node expression = line.expression();
        Map<Node, Set<Node>> changes = new LinkedHashMap<>();
        for (Node part : expression.parts()) {
            changes.put(part, changes(part));
        }
        Set<Node> others = new LinkedHashSet<>();
        for (Map.Entry<Node, Set<Node>> change : changes.entrySet()) {
            for (Node other : change.getValue()) {
                others.addAll(replaced(expression, change.getKey(), other));
            }
        }
        others.add(Node.of("unrounded", expression));
        for (Node part : expression.parts()) {
            if (part.arguments().isEmpty()) {
                others.add(Node.of(
                        "unrounded", expression.rewrite(each -> each.equals(part) ? Node.of("double", part) : each)));
            }
        }
        others.remove(expression);
        others.remove(Node.of(line.variable()));
        others.removeIf(LineMistakes::needsParentheses);
        return others;
    }

    /** The expression with one occurrence of a part replaced, for each occurrence. */
    private static List<Node> replaced(Node expression, Node part, Node other) {
        List<Node> all = new ArrayList<>();
        if (expression.equals(part)) {
            all.add(other);
        }
        for (int i = 0; i < expression.arguments().size(); i++) {
            for (Node argument : replaced(expression.argument(i), part, other)) {
                List<Node> arguments = new ArrayList<>(expression.arguments());
                arguments.set(i, argument);
                all.add(new Node(expression.name(), arguments));
            }
        }
        return all;
    }

    /** What {@link FormulaParser} does not read as it is written. */
    private static boolean needsParentheses(Node node) {
        return node.parts().stream()
                .anyMatch(part -> part.is("neg") && part.argument(0).is("neg"));
    }

    private static Set<Node> changes(Node part) {
        Set<Node> others = new LinkedHashSet<>();
        if (part.arguments().isEmpty()) {
            VARIABLES.forEach(variable -> others.add(Node.of(variable)));
            others.add(Node.of("*", Node.of("2"), part));
        }
        if (OPERATORS.contains(part.name()) && part.arguments().size() == 2) {
            Node left = part.argument(0);
            Node right = part.argument(1);
            OPERATORS.forEach(operator -> others.add(Node.of(operator, left, right)));
            others.add(Node.of(part.name(), right, left));
            others.add(left);
            others.add(right);
            others.add(Node.of(part.name(), left, negated(right)));
            orders(part, others);
            if (right.is("*")) {
                others.add(Node.of("+", Node.of(part.name(), left, right.argument(0)), right.argument(1)));
            }
        }
        if (part.is("fma")) {
            Node product = Node.of("*", part.argument(0), part.argument(1));
            others.add(Node.of("+", product, part.argument(2)));
            others.add(Node.of("-", product, part.argument(2)));
            others.add(Node.of("-", part.argument(2), product));
            others.add(product);
            others.add(part.argument(2));
            others.add(new Node("fmaInDouble", part.arguments()));
        }
        if (part.is("sqrt") || part.is("clamp") || part.is("neg")) {
            others.add(part.argument(0));
        }
        if (part.is("clamp")) {
            others.add(Node.of("-", part.argument(0), Node.of("max", part.argument(0))));
            others.add(Node.of("0"));
        }
        others.add(Node.of("double", part));
        others.add(negated(part));
        others.remove(part);
        return others;
    }

    private static Node negated(Node node) {
        return node.is("neg") ? node.argument(0) : Node.of("neg", node);
    }

    /** Products and quotients of three in other orders. */
    private static void orders(Node part, Set<Node> others) {
        Node left = part.argument(0);
        Node right = part.argument(1);
        if (part.is("*") && left.is("*")) {
            others.add(Node.of("*", left.argument(0), Node.of("*", left.argument(1), right)));
            others.add(Node.of("*", Node.of("*", left.argument(0), right), left.argument(1)));
        }
        if (part.is("*") && right.is("*")) {
            others.add(Node.of("*", Node.of("*", left, right.argument(0)), right.argument(1)));
            others.add(Node.of("*", Node.of("*", left, right.argument(1)), right.argument(0)));
        }
        if (part.is("/") && left.is("*")) {
            others.add(Node.of("*", left.argument(0), Node.of("/", left.argument(1), right)));
            others.add(Node.of("*", Node.of("/", left.argument(0), right), left.argument(1)));
        }
        if (part.is("/")) {
            others.add(Node.of("*", left, Node.of("/", Node.of("1"), right)));
        }
    }
}
