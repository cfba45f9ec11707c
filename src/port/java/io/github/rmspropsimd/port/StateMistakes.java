// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import io.github.rmspropsimd.RmsProp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The right formula from another state or other gradients than the last step has left. */
final class StateMistakes {

    private static final List<Buffer> STATE =
            List.of(Buffer.SQUARE_AVERAGE, Buffer.GRADIENT_AVERAGE, Buffer.MOMENTUM_BUFFER);

    private StateMistakes() {}

    /** Those that are possible with these rules. */
    static List<Mistake> all(String preset, Collection<RmsProp> rules) {
        List<Mistake> all = new ArrayList<>();
        all.addAll(initial(preset, rules));
        List<Buffer> state = STATE.stream()
                .filter(buffer ->
                        rules.stream().anyMatch(rule -> Buffer.shownBy(rule).contains(buffer)))
                .toList();
        for (Buffer buffer : state) {
            all.add(given(buffer + " is not taken where a case gives it: it starts fresh", Set.of(buffer)));
        }
        if (state.size() > 1) {
            all.add(given("the state is not taken where a case gives it: it starts fresh", Set.copyOf(state)));
        }
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
        all.addAll(gradients());
        return all;
    }

    private static List<Mistake> initial(String preset, Collection<RmsProp> rules) {
        List<Mistake> all = new ArrayList<>();
        double usual = RuleSetting.preset(preset).initialSquareAverage();
        List<Double> starts = new ArrayList<>(List.of(0.0, 1.0));
        if (!starts.contains(usual)) {
            starts.add(usual);
        }
        for (double start : starts) {
            if (rules.stream().anyMatch(rule -> rule.initialSquareAverage() != start)) {
                String shown = start == usual && start > 1e-30 && start < 1
                        ? "the preset's initialSquareAverage"
                        : Integer.toString((int) start);
                all.add(Mistake.reading(
                        "the square average starts at " + shown,
                        (first, step) -> step.withRule(starting(step.rule(), start))));
            }
        }
        all.add(Mistake.hooked(
                "a change of initialSquareAverage fills the square average again", (early, before, step, buffers) -> {
                    double s0 = step.rule().initialSquareAverage();
                    if (early && s0 != before.rule().initialSquareAverage()) {
                        Arrays.fill(buffers.get(Buffer.SQUARE_AVERAGE), (float) s0);
                    }
                }));
        return all;
    }

    /** Where the preset takes no such setting, it is what it is. */
    private static RmsProp starting(RmsProp rule, double start) {
        try {
            return rule.withInitialSquareAverage(start);
        } catch (IllegalArgumentException refused) {
            return rule;
        }
    }

    private static Mistake given(String name, Set<Buffer> ignored) {
        return Mistake.starting(name, c -> {
            Map<Buffer, float[]> start = new EnumMap<>(c.start());
            start.keySet().removeAll(ignored);
            return new PortCase(c.name(), c.preset(), start, c.gradsLength(), c.steps());
        });
    }

    private static List<Mistake> gradients() {
        return List.of(
                Mistake.with("gradients are always zeroed", "gradientsZeroed"),
                Mistake.hooked(
                        "gradients are zeroed everywhere, not in the slice alone", (early, before, step, buffers) -> {
                            if (!early && step.rule().gradientsZeroed()) {
                                Arrays.fill(buffers.get(Buffer.GRADS), 0);
                            }
                        }),
                changed("by the scale", "g = grads * gradientScale", "grads = grads * gradientScale"),
                changed("by the scale and maximize", "g = -g", "grads = g"),
                changed("by maximize", "g = -g", "grads = -grads"),
                changed("by all that changes g", "g = g + weightDecay * p", "grads = g"),
                changed("by all that changes g, too", "g = fma(weightDecay, p, g)", "grads = g"));
    }

    /** A line is followed by one that stores what must not be stored. */
    private static Mistake changed(String how, String line, String then) {
        return Mistake.replacing("gradients are changed in place, " + how, line, line + "; " + then);
    }
}
