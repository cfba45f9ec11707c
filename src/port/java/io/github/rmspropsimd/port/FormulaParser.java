// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Reads a line of a formula. The order of operations is never left to be guessed: of {@code a * b * c} and
 * {@code a - b + c} the parentheses are missing, which is refused.
 */
final class FormulaParser {

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9]+|[^\\sA-Za-z0-9]");
    private static final Set<String> SUMS = Set.of("+", "-");
    private static final Set<String> PRODUCTS = Set.of("*", "/");
    private static final Map<String, Integer> FUNCTIONS =
            Map.of("sqrt", 1, "clamp", 1, "max", 1, "fma", 3, "fmaInDouble", 3, "double", 1, "unrounded", 1);
    private static final String END = "";

    private final List<String> tokens;
    private int next;

    private FormulaParser(String text) {
        tokens = TOKEN.matcher(text).results().map(MatchResult::group).toList();
    }

    /** Such as {@code centered not varianceClamped: v = s - a * a}. */
    static Line line(String text) {
        FormulaParser parser = new FormulaParser(text);
        try {
            return parser.line();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the formula '" + text + "': " + e.getMessage(), e);
        }
    }

    private Line line() {
        List<String> conditions = new ArrayList<>();
        if (tokens.contains(":")) {
            while (!peek().equals(":")) {
                String word = take();
                conditions.add(word.equals("not") ? word + " " + take() : word);
            }
            expect(":");
        }
        String variable = take();
        expect("=");
        Node expression = sum();
        expect(END);
        return new Line(conditions, variable, expression);
    }

    private Node sum() {
        Node left = product();
        if (SUMS.contains(peek())) {
            left = Node.of(take(), left, product());
        }
        return left;
    }

    private Node product() {
        Node left = operand();
        if (PRODUCTS.contains(peek())) {
            left = Node.of(take(), left, operand());
        }
        return left;
    }

    private Node operand() {
        String token = take();
        if (token.equals("-")) {
            return Node.of("neg", operand());
        }
        if (token.equals("(")) {
            Node inner = sum();
            expect(")");
            return inner;
        }
        require(!token.equals(END) && Character.isLetterOrDigit(token.charAt(0)), "'" + token + "' is no operand");
        if (!peek().equals("(")) {
            return Node.of(token);
        }
        List<Node> arguments = new ArrayList<>();
        while (!peek().equals(")")) {
            expect(arguments.isEmpty() ? "(" : ",");
            arguments.add(sum());
        }
        expect(")");
        require(
                FUNCTIONS.getOrDefault(token, 0) == arguments.size(),
                "there is no " + token + " of " + arguments.size());
        return new Node(token, arguments);
    }

    private String peek() {
        return next < tokens.size() ? tokens.get(next) : END;
    }

    private String take() {
        String token = peek();
        next++;
        return token;
    }

    private void expect(String token) {
        String found = take();
        require(found.equals(token), "'" + token + "' must stand where '" + found + "' is");
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
