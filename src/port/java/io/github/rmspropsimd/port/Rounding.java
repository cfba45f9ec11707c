// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

/** How operations are rounded: as the document says, or as ports get it wrong. */
enum Rounding {
    /** To float after each operation. */
    EACH_OPERATION,
    /** The same, but that a fused multiply-add is computed in double first, where its sum is rounded once more. */
    FUSED_IN_DOUBLE,
    /** Subnormal results are taken for 0. */
    RESULTS_FLUSHED,
    /** Subnormal operands and results are taken for 0. */
    OPERANDS_AND_RESULTS_FLUSHED,
    /** Subnormal operands are taken for 0. */
    OPERANDS_FLUSHED,
    /** Each line of a formula is computed in double and rounded to float. */
    EACH_LINE,
    /** The same, with hyperparameters that were not rounded to float. */
    EACH_LINE_FROM_DOUBLES,
    /** All is computed in double, and rounded when it is stored. */
    STORES,
    /** The same, with hyperparameters that were not rounded to float. */
    STORES_FROM_DOUBLES;

    private boolean roundsOperations() {
        return compareTo(EACH_LINE) < 0;
    }

    /** A hyperparameter. */
    double number(double value) {
        return this == EACH_LINE_FROM_DOUBLES || this == STORES_FROM_DOUBLES ? value : (float) value;
    }

    /** What a line has computed. */
    double line(double value) {
        return this == STORES || this == STORES_FROM_DOUBLES ? value : (float) value;
    }

    /** An operation of up to three operands. What only takes or leaves the sign bit is exact, and flushes nothing. */
    double apply(String operation, double a, double b, double c) {
        return switch (operation) {
            case "neg" -> -a;
            case "double", "unrounded" -> a;
            case "clamp" -> a < 0 ? 0 : a;
            case "max" -> a > 0 ? a : 0;
            case "+" -> result(operand(a) + operand(b));
            case "-" -> result(operand(a) - operand(b));
            case "*" -> result(operand(a) * operand(b));
            case "/" -> result(operand(a) / operand(b));
            case "sqrt" -> result(Math.sqrt(operand(a)));
            case "fma" -> result(fma(operand(a), operand(b), operand(c)));
            case "fmaInDouble" -> result(operand(a) * operand(b) + operand(c));
            default -> throw new IllegalArgumentException("there is no operation '" + operation + "'");
        };
    }

    /** Of floats it is rounded once. Of doubles it is taken for two operations, as languages without it would have it. */
    private double fma(double a, double b, double c) {
        return roundsOperations() && this != FUSED_IN_DOUBLE ? Math.fma((float) a, (float) b, (float) c) : a * b + c;
    }

    private double operand(double value) {
        return this == OPERANDS_AND_RESULTS_FLUSHED || this == OPERANDS_FLUSHED ? flushed(value) : value;
    }

    /** Rounding an operation's result to double and then to float gives what rounding it to float once gives. */
    private double result(double value) {
        return switch (this) {
            case EACH_OPERATION, FUSED_IN_DOUBLE, OPERANDS_FLUSHED -> (float) value;
            case RESULTS_FLUSHED, OPERANDS_AND_RESULTS_FLUSHED -> flushed((float) value);
            default -> value;
        };
    }

    private static double flushed(double value) {
        return Math.abs(value) < Float.MIN_NORMAL ? Math.copySign(0, value) : value;
    }
}
