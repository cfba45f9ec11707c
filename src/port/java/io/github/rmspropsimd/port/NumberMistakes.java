// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import io.github.rmspropsimd.RmsProp;
import java.util.ArrayList;
import java.util.List;

/** Settings that are kept from the first step, or that take effect one step late. */
final class NumberMistakes {

    private static final String FIRST = " of the first step in all";
    private static final String LATE = " changes one step late";

    private NumberMistakes() {}

    static List<Mistake> all() {
        List<Mistake> all = new ArrayList<>();
        for (RuleSetting setting : RuleSetting.values()) {
            if (setting != RuleSetting.INITIAL_SQUARE_AVERAGE) {
                all.add(Mistake.reading(
                        setting.key + FIRST, (first, step) -> step.withRule(with(step.rule(), setting, first.rule()))));
                all.add(Mistake.late(
                        setting.key + LATE,
                        (before, step) -> step.withRule(with(step.rule(), setting, before.rule()))));
                all.add(Mistake.reading(
                        "whether " + setting.key + " is on, as in the first step, in all",
                        (first, step) -> RuleSetting.switchedOn(first.rule()).contains(setting.key)
                                ? step
                                : step.withRule(with(step.rule(), setting, first.rule()))));
            }
        }
        constants(RuleSetting.DECAY, all, 0.9, 0.99, 0.95);
        constants(RuleSetting.EPSILON, all, 1e-6, 1e-7, 1e-8, 1e-10);
        constants(RuleSetting.MOMENTUM, all, 0, 0.9);
        constants(RuleSetting.WEIGHT_DECAY, all, 0);
        constants(RuleSetting.DECOUPLED_WEIGHT_DECAY, all, 0);
        all.add(Mistake.reading("learning rate is always 0.01", (first, step) -> step.withLearningRate(0.01)));
        for (double decay : new double[] {0.9, 0.99, 0.95}) {
            all.add(new Mistake(
                    "oneMinusDecay is always 1 - " + decay,
                    recipe -> recipe.withOneMinusDecay(
                            (first, before, step) -> step.withRule(step.rule().withDecay(decay)))));
        }
        Recipe.Reading right = (first, before, step) -> step;
        String alone = ", but not oneMinusDecay";
        all.add(new Mistake(
                "decay" + FIRST + alone,
                recipe -> recipe.withReading((first, before, step) ->
                                step.withRule(step.rule().withDecay(first.rule().decay())))
                        .withOneMinusDecay(right)));
        all.add(new Mistake(
                "decay" + LATE + alone,
                recipe -> recipe.withReading((first, before, step) -> step.withRule(
                                step.rule().withDecay(before.rule().decay())))
                        .withOneMinusDecay(right)));
        for (double decay : new double[] {0.9, 0.99, 0.95}) {
            all.add(new Mistake(
                    "decay is always " + decay + alone,
                    recipe -> recipe.withReading((first, before, step) ->
                                    step.withRule(step.rule().withDecay(decay)))
                            .withOneMinusDecay(right)));
        }
        all.add(new Mistake(
                "oneMinusDecay" + FIRST, recipe -> recipe.withOneMinusDecay((first, before, step) -> first)));
        all.add(new Mistake(
                "oneMinusDecay" + LATE, recipe -> recipe.withOneMinusDecay((first, before, step) -> before)));
        all.add(Mistake.reading("the rule's hyperparameters" + FIRST, (first, step) -> step.withRule(first.rule())));
        all.add(Mistake.late("the rule" + LATE, (before, step) -> step.withRule(before.rule())));
        all.add(Mistake.reading(
                "the learning rate" + FIRST, (first, step) -> step.withLearningRate(first.learningRate())));
        all.add(Mistake.late(
                "the learning rate" + LATE, (before, step) -> step.withLearningRate(before.learningRate())));
        all.add(Mistake.reading(
                "the gradient scale" + FIRST, (first, step) -> step.withGradientScale(first.gradientScale())));
        all.add(Mistake.late(
                "the gradient scale" + LATE, (before, step) -> step.withGradientScale(before.gradientScale())));
        all.add(Mistake.reading(
                "all settings" + FIRST,
                (first, step) -> step.withRule(first.rule())
                        .withLearningRate(first.learningRate())
                        .withGradientScale(first.gradientScale())));
        all.add(Mistake.reading(
                "the learning rate read as a float at once, not as a double first",
                (first, step) -> step.withLearningRate(asFloat(step.learningRate()))));
        all.add(Mistake.reading(
                "all numbers read as floats at once, not as doubles first", (first, step) -> readAsFloats(step)));
        all.add(new Mistake(
                "1 - decay subtracted in double from the decay that was rounded to float",
                recipe -> recipe.withOneMinusDecay((first, before, step) ->
                        step.withRule(step.rule().withDecay((float) step.rule().decay())))));
        return all;
    }

    /** The usual values, as if they were written into the port. */
    private static void constants(RuleSetting setting, List<Mistake> all, double... values) {
        for (double value : values) {
            String name = setting.key + " is always " + value;
            all.add(Mistake.reading(name, (first, step) -> {
                boolean taken = RuleSetting.takes(step.rule(), setting);
                return taken ? step.withRule(setting.set(step.rule(), Double.toString(value))) : step;
            }));
        }
    }

    /** One setting as another rule has it. */
    private static RmsProp with(RmsProp rule, RuleSetting setting, RmsProp other) {
        return setting.get(rule).equals(setting.get(other))
                ? rule
                : setting.set(rule, setting.get(other).toString());
    }

    private static PortStep readAsFloats(PortStep step) {
        RmsProp rule = step.rule();
        for (RuleSetting setting : RuleSetting.values()) {
            if (setting.get(rule) instanceof Double number && number != 0) {
                rule = setting.set(rule, Double.toString(asFloat(number)));
            }
        }
        return step.withRule(rule)
                .withLearningRate(asFloat(step.learningRate()))
                .withGradientScale(asFloat(step.gradientScale()));
    }

    private static double asFloat(double number) {
        return Float.parseFloat(Double.toString(number));
    }
}
