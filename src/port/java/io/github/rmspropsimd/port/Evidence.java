// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Which elements of which steps a port has wrong. Each step is computed from what the port itself had before it, so that an
 * error counts where it arises and not where it is carried to.
 */
final class Evidence {

    /** One element in one step. */
    record Event(Moment moment, Slice slice, int element) {}

    /** One step of a case: what the port had before it, and has after it. */
    record Moment(
            PortCase portCase,
            PortStep first,
            PortStep previous,
            PortStep step,
            int number,
            Map<Buffer, float[]> before,
            Map<Buffer, float[]> right,
            Map<Buffer, float[]> actual) {

        /** What a model makes of it. */
        Map<Buffer, float[]> after(Model model) {
            Map<Buffer, float[]> buffers = new EnumMap<>(Buffer.class);
            before.forEach((buffer, row) -> buffers.put(buffer, row.clone()));
            model.step(portCase, first, previous, step, buffers);
            return buffers;
        }
    }

    private final List<Event> events = new ArrayList<>();
    private final List<Moment> moments = new ArrayList<>();

    /** The first event of each moment, and how many events there are in all. */
    private final List<Integer> starts = new ArrayList<>(List.of(0));

    private final BitSet wrong = new BitSet();

    /** An element outside the slice that changes, or null. */
    private Difference outside;

    Evidence(Formulas formulas, List<PortCase> cases, Map<String, List<Map<Buffer, float[]>>> actual) {
        Model model = new Model(formulas, Recipe.RIGHT);
        for (PortCase c : cases) {
            add(model, c, actual.get(c.name()));
        }
    }

    private void add(Model model, PortCase c, List<Map<Buffer, float[]>> results) {
        PortStep first = c.steps().get(0);
        Map<Buffer, float[]> before = c.buffers(first.rule().initialSquareAverage());
        PortStep previous = first;
        for (int i = 0; i < results.size(); i++) {
            PortStep step = c.steps().get(i);
            if (step.grads() != null) {
                before.put(Buffer.GRADS, step.grads().clone());
            }
            Moment open = new Moment(c, first, previous, step, i, before, Map.of(), results.get(i));
            Map<Buffer, float[]> right = open.after(model);
            Moment moment = new Moment(c, first, previous, step, i, before, right, results.get(i));
            moments.add(moment);
            add(moment);
            starts.add(events.size());
            Map<Buffer, float[]> next = new EnumMap<>(right);
            next.putAll(results.get(i));
            before = next;
            previous = step;
        }
    }

    private void add(Moment moment) {
        Map<Buffer, BitSet> inside = new EnumMap<>(Buffer.class);
        moment.actual.keySet().forEach(buffer -> inside.put(buffer, new BitSet()));
        for (Slice slice : moment.step.slices()) {
            for (int i = 0; i < slice.length(); i++) {
                Event event = new Event(moment, slice, i);
                if (!same(event, moment.actual, moment.right)) {
                    wrong.set(events.size());
                }
                events.add(event);
                for (Map.Entry<Buffer, BitSet> entry : inside.entrySet()) {
                    entry.getValue().set(entry.getKey().index(slice, i));
                }
            }
        }
        moment.actual.forEach((buffer, row) -> {
            for (int i = 0; i < row.length && outside == null; i++) {
                float right = moment.right.get(buffer)[i];
                if (!inside.get(buffer).get(i) && Float.compare(right, row[i]) != 0) {
                    outside = new Difference(moment.portCase, moment.number, buffer, i, right, row[i]);
                }
            }
        });
    }

    /** Whether two results of a step agree in all buffers that the port shows. */
    static boolean same(Event event, Map<Buffer, float[]> some, Map<Buffer, float[]> others) {
        for (Buffer buffer : event.moment.actual.keySet()) {
            int index = buffer.index(event.slice, event.element);
            if (Float.compare(some.get(buffer)[index], others.get(buffer)[index]) != 0) {
                return false;
            }
        }
        return true;
    }

    List<Event> events() {
        return events;
    }

    BitSet wrong() {
        return wrong;
    }

    Difference outside() {
        return outside;
    }

    /**
     * Where a mistake would show and does not; or null if it does not give the port's results everywhere else.
     */
    BitSet notShown(Model mistaken) {
        if (wrong.isEmpty() || !explains(mistaken, events.get(shortest()))) {
            return null;
        }
        BitSet notShown = new BitSet();
        for (int number = 0; number < moments.size(); number++) {
            Moment moment = moments.get(number);
            Map<Buffer, float[]> after = moment.after(mistaken);
            for (int i = starts.get(number); i < starts.get(number + 1); i++) {
                if (!same(events.get(i), after, moment.actual)) {
                    if (wrong.get(i)) {
                        return null;
                    }
                    notShown.set(i);
                }
            }
        }
        return notShown;
    }

    private boolean explains(Model mistaken, Event event) {
        return same(event, event.moment.after(mistaken), event.moment.actual);
    }

    /** The wrong element of the shortest case. */
    private int shortest() {
        int best = wrong.nextSetBit(0);
        for (int i = best; i >= 0; i = wrong.nextSetBit(i + 1)) {
            if (events.get(i).moment.portCase.length()
                    < events.get(best).moment.portCase.length()) {
                best = i;
            }
        }
        return best;
    }
}
