// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Where a step takes place: on one slice, or on rows.
 *
 * @param line the line of a case that says so
 * @param offset where a slice begins
 * @param gradsOffset where its gradients begin
 * @param slices what the step updates, one after the other
 */
public record Place(String line, int offset, int gradsOffset, List<Slice> slices) {

    static final String SLICE = "slice";
    static final String ROWS = "rows";

    static Place slice(int offset, int gradsOffset, int length) {
        return new Place(
                SLICE + " " + offset + " " + length,
                offset,
                gradsOffset,
                List.of(new Slice(offset, gradsOffset, length)));
    }

    /** The gradients of the i-th row stand at i times the row length. */
    static Place rows(int rowLength, List<Integer> rows) {
        String words = rows.stream().map(row -> " " + row).collect(Collectors.joining());
        return new Place(
                ROWS + " " + rowLength + words,
                0,
                0,
                IntStream.range(0, rows.size())
                        .mapToObj(i -> new Slice(rows.get(i) * rowLength, i * rowLength, rowLength))
                        .toList());
    }

    boolean isRows() {
        return line.startsWith(ROWS);
    }

    Place with(List<Slice> others) {
        return new Place(line, offset, gradsOffset, others);
    }

    /** With other slices. */
    Place map(UnaryOperator<Slice> change) {
        return new Place(line, offset, gradsOffset, slices.stream().map(change).toList());
    }
}
