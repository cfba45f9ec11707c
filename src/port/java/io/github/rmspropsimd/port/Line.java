// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import java.util.List;
import java.util.Set;

/**
 * A line of a formula: computes a variable, if the rule has what it asks for.
 *
 * @param conditions what must be switched on, or with {@code not} before it must not
 */
record Line(List<String> conditions, String variable, Node expression) {

    private static final String NOT = "not ";

    boolean isActive(Set<String> switchedOn) {
        return conditions.stream()
                .allMatch(condition -> condition.startsWith(NOT)
                        ? !switchedOn.contains(condition.substring(NOT.length()))
                        : switchedOn.contains(condition));
    }

    Line with(Node other) {
        return new Line(conditions, variable, other);
    }

    boolean computes(String name) {
        return variable.equals(name);
    }

    boolean uses(String name) {
        return expression.parts().stream().anyMatch(part -> part.isVariable(name));
    }

    /** Without the conditions. */
    @Override
    public String toString() {
        return variable + " = " + expression;
    }
}
