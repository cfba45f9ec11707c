// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import io.github.rmspropsimd.RmsProp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The right formula, computed in other numbers, on other elements, or from what it must not start from. */
final class RunMistakes {

    private static final List<Buffer> STATE =
            List.of(Buffer.SQUARE_AVERAGE, Buffer.GRADIENT_AVERAGE, Buffer.MOMENTUM_BUFFER);

    /** More elements than any case has. */
    private static final int ALL = 1_000;

    private RunMistakes() {}

    /** Those that are possible with these rules. */
    static List<Mistake> all(Collection<RmsProp> rules) {
        List<Mistake> all = new ArrayList<>(numbersAndElements());
        if (rules.stream().anyMatch(rule -> rule.initialSquareAverage() > 0)) {
            all.add(Mistake.reading(
                    "the square average starts at 0", (first, step) -> step.withRule(fromZero(step.rule()))));
        }
        List<Buffer> state = STATE.stream()
                .filter(buffer ->
                        rules.stream().anyMatch(rule -> Buffer.shownBy(rule).contains(buffer)))
                .toList();
        for (boolean sliceAlone : List.of(true, false)) {
            String whole = sliceAlone ? "" : ", nor outside the slice";
            for (Buffer buffer : state) {
                all.add(Mistake.forgetting(
                        buffer + " is not carried over to the next step" + whole,
                        new Recipe.Forgetting(Set.of(buffer), sliceAlone)));
            }
            if (state.size() > 1) {
                all.add(Mistake.forgetting(
                        "the state is not carried over to the next step" + whole,
                        new Recipe.Forgetting(Set.copyOf(state), sliceAlone)));
            }
        }
        return all;
    }

    private static List<Mistake> numbersAndElements() {
        return List.of(
                Mistake.rounding("subnormal results flushed to 0", Rounding.RESULTS_FLUSHED),
                Mistake.rounding("subnormal operands and results flushed to 0", Rounding.OPERANDS_AND_RESULTS_FLUSHED),
                Mistake.rounding("each line computed in double, and then rounded to float", Rounding.EACH_LINE),
                Mistake.rounding(
                        "each line computed in double with hyperparameters that were not rounded to float",
                        Rounding.EACH_LINE_FROM_DOUBLES),
                Mistake.rounding("computed in double, rounded to float at the end of the step", Rounding.STORES),
                Mistake.rounding(
                        "computed in double with hyperparameters that were not rounded to float, rounded at the end",
                        Rounding.STORES_FROM_DOUBLES),
                Mistake.reading("gradient scale has no effect", (first, step) -> step.withGradientScale(1)),
                Mistake.reading(
                        "the whole buffers, not the slice",
                        (first, step) -> sliced(step, slice -> new Slice(0, 0, ALL))),
                Mistake.reading(
                        "the slice's length taken for its end",
                        (first, step) -> sliced(
                                step,
                                slice -> new Slice(
                                        slice.offset(),
                                        slice.gradsOffset(),
                                        Math.max(0, slice.length() - slice.offset())))),
                Mistake.reading(
                        "the slice's offset taken for 0",
                        (first, step) -> sliced(step, slice -> new Slice(0, 0, slice.length()))),
                tail(4),
                tail(8),
                tail(16),
                Mistake.reading(
                        "the learning rate of the first step in all",
                        (first, step) -> step.withLearningRate(first.learningRate())),
                Mistake.reading(
                        "the learning rate read as a float at once, not as a double first",
                        (first, step) -> step.withLearningRate(Float.parseFloat(Double.toString(step.learningRate())))),
                Mistake.reading(
                        "all numbers read as floats at once, not as doubles first",
                        (first, step) -> readAsFloats(step)),
                Mistake.reading(
                        "the gradient scale of the first step in all",
                        (first, step) -> step.withGradientScale(first.gradientScale())),
                Mistake.reading(
                        "the rule's hyperparameters of the first step in all",
                        (first, step) -> step.withRule(first.rule())));
    }

    /** With another slice; rows stay as they are. */
    private static PortStep sliced(PortStep step, UnaryOperator<Slice> change) {
        return step.place().isRows() ? step : step.withSlices(change);
    }

    private static PortStep readAsFloats(PortStep step) {
        RmsProp rule = step.rule();
        for (RuleSetting setting : RuleSetting.values()) {
            if (setting.get(rule) instanceof Double number && number != 0) {
                RmsProp other = setting.set(rule, Double.toString(asFloat(number)));
                rule = setting == RuleSetting.MOMENTUM && other.momentum() == 0 ? rule : other;
            }
        }
        return step.withRule(rule)
                .withLearningRate(asFloat(step.learningRate()))
                .withGradientScale(asFloat(step.gradientScale()));
    }

    private static double asFloat(double number) {
        return Float.parseFloat(Double.toString(number));
    }

    private static RmsProp fromZero(RmsProp rule) {
        return rule.initialSquareAverage() > 0 ? RuleSetting.INITIAL_SQUARE_AVERAGE.set(rule, "0") : rule;
    }

    private static Mistake tail(int lanes) {
        return Mistake.reading(
                "the elements behind the last whole vector of " + lanes + " are left out",
                (first, step) -> step.withSlices(
                        slice -> new Slice(slice.offset(), slice.gradsOffset(), slice.length() / lanes * lanes)));
    }
}
