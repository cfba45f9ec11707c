// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import io.github.rmspropsimd.RmsProp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

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
                Mistake.reading("the whole buffers, not the slice", (first, step) -> step.withSlice(0, ALL)),
                Mistake.reading(
                        "the slice's length taken for its end",
                        (first, step) -> step.withSlice(step.offset(), Math.max(0, step.length() - step.offset()))),
                Mistake.reading("the slice's offset taken for 0", (first, step) -> step.withSlice(0, step.length())),
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
                        "the gradient scale of the first step in all",
                        (first, step) -> step.withGradientScale(first.gradientScale())),
                Mistake.reading(
                        "the rule's hyperparameters of the first step in all",
                        (first, step) -> step.withRule(first.rule())));
    }

    private static RmsProp fromZero(RmsProp rule) {
        return rule.initialSquareAverage() > 0 ? RuleSetting.INITIAL_SQUARE_AVERAGE.set(rule, "0") : rule;
    }

    private static Mistake tail(int lanes) {
        return Mistake.reading(
                "the elements behind the last whole vector of " + lanes + " are left out",
                (first, step) -> step.withSlice(step.offset(), step.length() / lanes * lanes));
    }
}
