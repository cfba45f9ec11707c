// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * All that a port can do in another way than the document says; {@link #RIGHT} does nothing in another way.
 *
 * @param switches what is taken for switched on
 * @param lines what is computed, given that and the right lines
 * @param rounding how
 * @param reading what is made of a step, given the case's first one
 * @param forgetting what is not carried over to the next step
 */
record Recipe(
        UnaryOperator<Set<String>> switches,
        BiFunction<Set<String>, List<Line>, List<Line>> lines,
        Rounding rounding,
        BinaryOperator<PortStep> reading,
        Forgetting forgetting) {

    /**
     * Which of the state's buffers start anew in each step.
     *
     * @param sliceAlone whether only those elements do that are stepped on
     */
    record Forgetting(Set<Buffer> buffers, boolean sliceAlone) {

        static final Forgetting NOTHING = new Forgetting(Set.of(), false);
    }

    static final Recipe RIGHT = new Recipe(
            UnaryOperator.identity(),
            (on, all) -> all,
            Rounding.EACH_OPERATION,
            (first, step) -> step,
            Forgetting.NOTHING);

    Recipe withSwitches(UnaryOperator<Set<String>> then) {
        return new Recipe(on -> then.apply(switches.apply(on)), lines, rounding, reading, forgetting);
    }

    Recipe withLines(BiFunction<Set<String>, List<Line>, List<Line>> then) {
        return new Recipe(switches, (on, all) -> then.apply(on, lines.apply(on, all)), rounding, reading, forgetting);
    }

    Recipe withRounding(Rounding other) {
        return new Recipe(switches, lines, other, reading, forgetting);
    }

    Recipe withReading(BinaryOperator<PortStep> then) {
        return new Recipe(
                switches, lines, rounding, (first, step) -> then.apply(first, reading.apply(first, step)), forgetting);
    }

    Recipe withForgetting(Forgetting other) {
        return new Recipe(switches, lines, rounding, reading, other);
    }
}
