// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;

/** In which switches, lengths, positions, steps and values something happens, and where it does not. */
final class Conditions {

    private static final int MOST = 4;

    private final Map<String, BitSet> sets = new LinkedHashMap<>();
    private final List<Evidence.Event> events;

    Conditions(List<Evidence.Event> events) {
        this.events = events;
        steps();
        switches();
        positions();
        values();
    }

    /** What holds wherever it happens, and seldom elsewhere; the conditions that exclude most come first. */
    record Found(List<String> conditions, boolean exactly) {}

    /** Takes the events where it happens, and those where it does not. */
    Found separating(BitSet happens, BitSet not) {
        BitSet open = (BitSet) not.clone();
        List<String> chosen = new ArrayList<>();
        while (!open.isEmpty() && chosen.size() < MOST) {
            String best = null;
            int most = 0;
            for (Map.Entry<String, BitSet> entry : sets.entrySet()) {
                BitSet outside = (BitSet) happens.clone();
                outside.andNot(entry.getValue());
                if (outside.isEmpty()) {
                    BitSet excluded = (BitSet) open.clone();
                    excluded.andNot(entry.getValue());
                    if (excluded.cardinality() > most) {
                        most = excluded.cardinality();
                        best = entry.getKey();
                    }
                }
            }
            if (best == null) {
                break;
            }
            chosen.add(best);
            open.and(sets.get(best));
        }
        return new Found(chosen, open.isEmpty());
    }

    private void either(String yes, String no, Predicate<Evidence.Event> condition) {
        BitSet set = new BitSet();
        for (int i = 0; i < events.size(); i++) {
            set.set(i, condition.test(events.get(i)));
        }
        BitSet complement = (BitSet) set.clone();
        complement.flip(0, events.size());
        sets.put(yes, set);
        sets.put(no, complement);
    }

    private static PortStep step(Evidence.Event event) {
        return event.moment().step();
    }

    private void steps() {
        either(
                "in the first step",
                "after the first step",
                event -> event.moment().number() == 0);
        either(
                "where gradients are read again",
                "where gradients are new",
                event -> step(event).grads() == null);
        either(
                "in steps on rows",
                "in steps on a slice",
                event -> step(event).place().isRows());
        either(
                "where gradients have an offset of their own",
                "where gradients have the offset of the parameters",
                event -> event.slice().offset() != event.slice().gradsOffset());
        either(
                "where the offset is above 0",
                "where the offset is 0",
                event -> event.slice().offset() > 0);
        either(
                "where the gradient scale is 1",
                "where the gradient scale is not 1",
                event -> step(event).gradientScale() == 1);
        for (RuleSetting setting : RuleSetting.values()) {
            changed(setting.key, step -> setting.get(step.rule()));
        }
        changed("learningRate", PortStep::learningRate);
        changed("gradientScale", PortStep::gradientScale);
    }

    private void changed(String name, Function<PortStep, Object> value) {
        either(
                "where " + name + " is another than in the first step",
                "where " + name + " is that of the first step",
                event -> !Objects.equals(
                        value.apply(step(event)), value.apply(event.moment().first())));
        either(
                "where " + name + " has just changed",
                "where " + name + " has not just changed",
                event -> !Objects.equals(
                        value.apply(step(event)), value.apply(event.moment().previous())));
    }

    private void switches() {
        for (RuleSetting setting : RuleSetting.values()) {
            either(
                    "with " + setting.key,
                    "without " + setting.key,
                    event -> RuleSetting.switchedOn(step(event).rule()).contains(setting.key));
        }
    }

    private void positions() {
        for (int lanes : new int[] {4, 8, 16, 32}) {
            Predicate<Evidence.Event> tail =
                    event -> event.element() >= event.slice().length() / lanes * lanes;
            either("in the tail behind whole vectors of " + lanes, "in whole vectors of " + lanes, tail);
        }
        for (int from : new int[] {1, 2, 3, 4, 8, 16, 17, 32, 64}) {
            either(
                    "from element " + from + " of the slice on",
                    "before element " + from + " of the slice",
                    event -> event.element() >= from);
            either(
                    "in slices of more than " + from + " elements",
                    "in slices of at most " + from + " elements",
                    event -> event.slice().length() > from);
        }
        either(
                "in element 0 of the buffers",
                "behind element 0 of the buffers",
                event -> event.slice().offset() + event.element() == 0);
        either(
                "in the last element of the slice",
                "before the last element of the slice",
                event -> event.element() == event.slice().length() - 1);
        either("at odd positions in the slice", "at even positions in the slice", event -> event.element() % 2 == 1);
        either(
                "in slices of odd length",
                "in slices of even length",
                event -> event.slice().length() % 2 == 1);
    }

    private void values() {
        for (Buffer buffer : Buffer.values()) {
            String name = buffer == Buffer.GRADS ? "the gradient" : buffer.row;
            value(name, "0", buffer, value -> value == 0);
            value(name, "NaN", buffer, value -> Float.isNaN(value));
            value(name, "infinite", buffer, value -> Float.isInfinite(value));
            value(name, "negative", buffer, value -> value < 0);
            value(name, "subnormal", buffer, value -> value != 0 && Math.abs(value) < Float.MIN_NORMAL);
        }
        either(
                "where the result has a NaN",
                "where the result has no NaN",
                event -> result(event, value -> Float.isNaN(value)));
        either(
                "where a result is -0",
                "where no result is -0",
                event -> result(event, value -> Float.floatToIntBits(value) == Integer.MIN_VALUE));
    }

    private void value(String name, String kind, Buffer buffer, Predicate<Float> test) {
        either(
                "where " + name + " is " + kind,
                "where " + name + " is not " + kind,
                event -> test.test(event.moment().before().get(buffer)[buffer.index(event.slice(), event.element())]));
    }

    private static boolean result(Evidence.Event event, Predicate<Float> test) {
        return event.moment().actual().keySet().stream()
                .anyMatch(buffer ->
                        test.test(event.moment().right().get(buffer)[buffer.index(event.slice(), event.element())]));
    }
}
