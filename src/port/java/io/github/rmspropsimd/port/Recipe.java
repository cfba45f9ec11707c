// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * All that a port can do in another way than the document says; {@link #RIGHT} does nothing in another way.
 *
 * @param switches what is taken for switched on
 * @param lines what is computed, given that and the right lines
 * @param rounding how
 * @param reading what is made of a step
 * @param oneMinusDecay the step whose 1 − γ is used
 * @param forgetting what is not carried over to the next step
 * @param start what is made of a case before its first step
 * @param hook what happens besides, before and after each step
 */
record Recipe(
        UnaryOperator<Set<String>> switches,
        BiFunction<Set<String>, List<Line>, List<Line>> lines,
        Rounding rounding,
        Reading reading,
        Reading oneMinusDecay,
        Forgetting forgetting,
        UnaryOperator<PortCase> start,
        Hook hook) {

    /** Takes a case's first step, the step before this one (or the first itself), and this one. */
    interface Reading {

        Reading RIGHT = (first, before, step) -> step;

        PortStep read(PortStep first, PortStep before, PortStep step);
    }

    /** Changes buffers. */
    interface Hook {

        Hook NONE = (early, before, step, buffers) -> {};

        /**
         * Runs before a step, if it is early, and after it.
         *
         * @param before the step before, or the first itself
         */
        void run(boolean early, PortStep before, PortStep step, Map<Buffer, float[]> buffers);
    }

    /**
     * Which of the state's buffers a step resets to the fresh state before it begins.
     *
     * @param sliceAlone whether it resets only the elements that it steps on
     */
    record Forgetting(Set<Buffer> buffers, boolean sliceAlone) {

        static final Forgetting NOTHING = new Forgetting(Set.of(), false);
    }

    static final Recipe RIGHT = new Recipe(
            UnaryOperator.identity(),
            (on, all) -> all,
            Rounding.EACH_OPERATION,
            Reading.RIGHT,
            Reading.RIGHT,
            Forgetting.NOTHING,
            UnaryOperator.identity(),
            Hook.NONE);

    Recipe withSwitches(UnaryOperator<Set<String>> then) {
        return new Recipe(
                on -> then.apply(switches.apply(on)), lines, rounding, reading, oneMinusDecay, forgetting, start, hook);
    }

    Recipe withLines(BiFunction<Set<String>, List<Line>, List<Line>> then) {
        return new Recipe(
                switches,
                (on, all) -> then.apply(on, lines.apply(on, all)),
                rounding,
                reading,
                oneMinusDecay,
                forgetting,
                start,
                hook);
    }

    Recipe withRounding(Rounding other) {
        return new Recipe(switches, lines, other, reading, oneMinusDecay, forgetting, start, hook);
    }

    Recipe withReading(Reading then) {
        Reading both = (first, before, step) -> then.read(first, before, reading.read(first, before, step));
        return new Recipe(switches, lines, rounding, both, oneMinusDecay, forgetting, start, hook);
    }

    Recipe withOneMinusDecay(Reading other) {
        return new Recipe(switches, lines, rounding, reading, other, forgetting, start, hook);
    }

    Recipe withForgetting(Forgetting other) {
        return new Recipe(switches, lines, rounding, reading, oneMinusDecay, other, start, hook);
    }

    Recipe withStart(UnaryOperator<PortCase> other) {
        return new Recipe(switches, lines, rounding, reading, oneMinusDecay, forgetting, other, hook);
    }

    Recipe withHook(Hook other) {
        return new Recipe(switches, lines, rounding, reading, oneMinusDecay, forgetting, start, other);
    }

    /** Whether it differs in the lines alone, or in nothing. */
    boolean changesLinesAlone() {
        return rounding == Rounding.EACH_OPERATION
                && reading.equals(Reading.RIGHT)
                && oneMinusDecay.equals(Reading.RIGHT)
                && forgetting.equals(Forgetting.NOTHING)
                && start.equals(RIGHT.start)
                && hook.equals(Hook.NONE);
    }

    boolean changesElementsOrSettings() {
        return !reading.equals(Reading.RIGHT)
                || !oneMinusDecay.equals(Reading.RIGHT)
                || !start.equals(RIGHT.start)
                || !hook.equals(Hook.NONE);
    }
}
