// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * An expression of the formulas: an operation and its arguments, or a variable or number, which has none.
 *
 * @param name {@code + - * /}, the name of a function, {@code neg} for a minus sign, or what a variable is called
 */
record Node(String name, List<Node> arguments) {

    static Node of(String name, Node... arguments) {
        return new Node(name, List.of(arguments));
    }

    boolean is(String operation) {
        return name.equals(operation) && !arguments.isEmpty();
    }

    boolean isVariable(String variable) {
        return name.equals(variable) && arguments.isEmpty();
    }

    Node argument(int index) {
        return arguments.get(index);
    }

    /** Rewrites every part, from the innermost on. */
    Node rewrite(UnaryOperator<Node> rewriting) {
        List<Node> rewritten =
                arguments.stream().map(argument -> argument.rewrite(rewriting)).toList();
        return rewriting.apply(new Node(name, rewritten));
    }

    /** The expression and all that is in it, the innermost first. */
    Set<Node> parts() {
        Set<Node> parts = new LinkedHashSet<>();
        rewrite(part -> {
            parts.add(part);
            return part;
        });
        return parts;
    }

    private boolean isInfix() {
        return arguments.size() == 2 && "+-*/".contains(name);
    }

    private boolean isSum() {
        return isInfix() && "+-".contains(name);
    }

    /** As the document writes it. */
    @Override
    public String toString() {
        if (arguments.isEmpty()) {
            return name;
        }
        if (is("neg")) {
            return "-" + inner(argument(0));
        }
        if (isInfix()) {
            return inner(argument(0)) + " " + name + " " + inner(argument(1));
        }
        return arguments.stream().map(Node::toString).collect(Collectors.joining(", ", name + "(", ")"));
    }

    /** An operand: in parentheses, but for products and quotients in a sum. */
    private String inner(Node operand) {
        boolean bare = !operand.isInfix() || (isSum() && !operand.isSum());
        return bare ? operand.toString() : "(" + operand + ")";
    }
}
