// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The checker's command line.
 *
 * @param action what to do
 * @param level what each group must reach
 * @param operands the outputs to check, or the groups whose cases to print
 */
record CheckArguments(Action action, Level level, List<String> operands) {

    static final String STANDARD_INPUT = "-";

    static final String HELP = """
            Usage: java -jar conformance.jar [--level bits|ulp] [--json|--badge] OUTPUT...
                   java -jar conformance.jar --cases [GROUP...]

            Checks what a port of rmsprop-simd to another language wrote for the test cases.

              OUTPUT           what the port wrote: one file, or several; - is standard input
              --level LEVEL    what each group must reach: bits (default), or ulp, for languages
                               or devices that fuse operations or flush subnormal numbers
              --json           print the verdict as JSON
              --badge          print it as a badge: JSON for the endpoint badges of shields.io
              --cases          print the cases of these groups, or of all, for a port to read
              --document       print CONFORMANCE.md, the specification of a port
              -h, --help       print this text
              -V, --version    print the version

            Groups: %s

            Examples:
              java -jar conformance.jar --cases d2l > cases.txt
              ./rmsprop < cases.txt > output.txt
              java -jar conformance.jar output.txt
              java -jar conformance.jar --cases | ./rmsprop | java -jar conformance.jar --level ulp -

            Exit code:
              0  each group in the output reaches the level
              1  a group in the output does not: the verdict says where, and the likeliest cause
              2  no verdict: the command line is wrong, or a file cannot be read
              3  no verdict: the output is not in the format, or the checker is damaged
            """.formatted(String.join(", ", Vectors.GROUPS));

    /** What the checker can do. Each but the first is an option. */
    enum Action {
        REPORT,
        JSON,
        BADGE,
        CASES,
        DOCUMENT,
        HELP,
        VERSION;

        /** Which action an option asks for, or null. */
        private static Action of(String option) {
            return switch (option) {
                case "--json" -> JSON;
                case "--badge" -> BADGE;
                case "--cases" -> CASES;
                case "--document" -> DOCUMENT;
                case "--help", "-h" -> HELP;
                case "--version", "-V" -> VERSION;
                default -> null;
            };
        }

        private boolean isVerdict() {
            return this == REPORT || this == JSON || this == BADGE;
        }
    }

    static CheckArguments parse(List<String> arguments) throws UsageException {
        Set<Action> actions = EnumSet.noneOf(Action.class);
        List<String> operands = new ArrayList<>();
        Level level = null;
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            Action action = Action.of(argument);
            if (action != null) {
                actions.add(action);
            } else if (argument.startsWith("--level=")) {
                level = level(argument.substring("--level=".length()));
            } else if (argument.equals("--level")) {
                i++;
                level = level(i < arguments.size() ? arguments.get(i) : "");
            } else if (argument.startsWith("-") && !argument.equals(STANDARD_INPUT)) {
                throw new UsageException("there is no option '" + argument + "'");
            } else {
                operands.add(argument);
            }
        }
        if (actions.contains(Action.HELP)) {
            return new CheckArguments(Action.HELP, Level.BITS, List.of());
        }
        if (actions.size() > 1) {
            throw new UsageException("--json, --badge, --cases, --document and --version exclude each other");
        }
        Action action = actions.stream().findFirst().orElse(Action.REPORT);
        checkCombination(action, level, operands);
        return new CheckArguments(action, level == null ? Level.BITS : level, operands);
    }

    private static void checkCombination(Action action, Level level, List<String> operands) throws UsageException {
        if (action.isVerdict() && operands.isEmpty()) {
            throw new UsageException("no output is named: give the file that the port wrote, or - for standard input");
        }
        for (String operand : operands) {
            if (Collections.frequency(operands, operand) > 1) {
                throw new UsageException("'" + operand + "' is named twice");
            }
        }
        if (!action.isVerdict() && level != null) {
            throw new UsageException("--level needs an output to check");
        }
        if (action == Action.CASES) {
            for (String group : operands) {
                if (!Vectors.GROUPS.contains(group)) {
                    throw new UsageException(
                            "there is no group '" + group + "'; the groups are " + String.join(", ", Vectors.GROUPS));
                }
            }
        } else if (!action.isVerdict() && !operands.isEmpty()) {
            throw new UsageException("'" + operands.get(0) + "' has no meaning here");
        }
    }

    private static Level level(String name) throws UsageException {
        try {
            return Level.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new UsageException("the level '" + name + "' must be bits or ulp", e);
        }
    }
}
