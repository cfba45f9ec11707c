// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** The right formula on other elements. */
final class ElementMistakes {

    /** More elements than any case has. */
    private static final int ALL = 1_000;

    private ElementMistakes() {}

    static List<Mistake> all() {
        List<Mistake> all = new ArrayList<>();
        all.add(slice("the whole buffers, not the slice", slice -> new Slice(0, 0, ALL)));
        all.add(slice("the slice's length taken for its end", slice -> cut(slice, slice.length() - slice.offset())));
        all.add(slice("the slice's offset taken for 0", slice -> new Slice(0, 0, slice.length())));
        for (int lanes : new int[] {4, 8, 16}) {
            all.add(slice(
                    "the elements behind the last whole vector of " + lanes + " are left out",
                    slice -> cut(slice, slice.length() / lanes * lanes)));
        }
        for (int most : new int[] {8, 16, 32, 64}) {
            all.add(slice("elements from element " + most + " of a slice on are left out", slice -> cut(slice, most)));
        }
        all.add(slice("the last element of a slice is left out", slice -> cut(slice, slice.length() - 1)));
        all.add(slice(
                "the last element of slices of odd length is left out", slice -> cut(slice, slice.length() / 2 * 2)));
        all.add(slice("the first element of a slice is left out", slice -> skip(slice, 1)));
        all.add(slice("the slice is one element too long", slice -> cut(slice, slice.length() + 1)));
        all.add(slice("the slice begins one element early", slice -> moved(slice, -1, slice.length() + 1)));
        all.add(slice("the slice's offset is one too large", slice -> moved(slice, 1, slice.length())));
        all.add(slice("the slice's offset is one too small", slice -> moved(slice, -1, slice.length())));
        all.add(Mistake.reading(
                "gradients taken from the offset of the parameters, not from their own",
                (first, step) -> step.withSlices(slice -> new Slice(slice.offset(), slice.offset(), slice.length()))));
        all.add(slice(
                "parameters taken from gradsOffset, not from the offset",
                slice -> new Slice(slice.gradsOffset(), slice.gradsOffset(), slice.length())));
        all.add(slice(
                "gradients of slices taken from the offset of the parameters, not from their own",
                slice -> new Slice(slice.offset(), slice.offset(), slice.length())));
        all.add(Mistake.reading(
                "every other element is left out",
                (first, step) -> step.withPlace(step.place()
                        .with(step.slices().stream()
                                .flatMap(slice -> IntStream.iterate(0, i -> i < slice.length(), i -> i + 2)
                                        .mapToObj(i -> new Slice(slice.offset() + i, slice.gradsOffset() + i, 1)))
                                .toList()))));
        all.addAll(rows());
        return all;
    }

    private static List<Mistake> rows() {
        return List.of(
                rows("rows are updated in the reverse order", slices -> {
                    List<Slice> reversed = new ArrayList<>(slices);
                    Collections.reverse(reversed);
                    return reversed;
                }),
                rows("a row that occurs twice takes its first step alone", slices -> once(slices, false)),
                rows("a row that occurs twice takes its last step alone", slices -> once(slices, true)),
                rows(
                        "the gradients of row r are those of row r of the parameters",
                        slices -> slices.stream()
                                .map(slice -> new Slice(slice.offset(), slice.offset(), slice.length()))
                                .toList()),
                rows(
                        "the i-th row of the list is row i of the parameters",
                        slices -> slices.stream()
                                .map(slice -> new Slice(slice.gradsOffset(), slice.gradsOffset(), slice.length()))
                                .toList()),
                rows(
                        "the last row of the list is left out",
                        slices -> slices.subList(0, Math.max(0, slices.size() - 1))),
                rows(
                        "the first row of the list is left out",
                        slices -> slices.subList(Math.min(1, slices.size()), slices.size())),
                rows("steps on rows do nothing", slices -> List.of()));
    }

    private static List<Slice> once(List<Slice> slices, boolean last) {
        Map<Integer, Slice> byRow = new LinkedHashMap<>();
        for (Slice slice : slices) {
            if (last) {
                byRow.put(slice.offset(), slice);
            } else {
                byRow.putIfAbsent(slice.offset(), slice);
            }
        }
        return List.copyOf(byRow.values());
    }

    private static Slice cut(Slice slice, int length) {
        int nonNegative = Math.max(0, length);
        return new Slice(slice.offset(), slice.gradsOffset(), nonNegative);
    }

    private static Slice skip(Slice slice, int count) {
        return new Slice(slice.offset() + count, slice.gradsOffset() + count, Math.max(0, slice.length() - count));
    }

    private static Slice moved(Slice slice, int by, int length) {
        boolean inside = slice.offset() + by >= 0 && slice.gradsOffset() + by >= 0;
        return inside ? new Slice(slice.offset() + by, slice.gradsOffset() + by, length) : slice;
    }

    /** Rows stay as they are. */
    private static Mistake slice(String name, UnaryOperator<Slice> change) {
        return Mistake.reading(name, (first, step) -> step.place().isRows() ? step : step.withSlices(change));
    }

    private static Mistake rows(String name, UnaryOperator<List<Slice>> change) {
        return Mistake.reading(
                name,
                (first, step) ->
                        step.place().isRows() ? step.withPlace(step.place().with(change.apply(step.slices()))) : step);
    }
}
