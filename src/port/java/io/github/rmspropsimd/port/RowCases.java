// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import io.github.rmspropsimd.RmsProp;
import java.util.ArrayList;
import java.util.List;

/** The cases of the group {@code rows}: gradients with a length and an offset of their own, and steps on rows. */
final class RowCases {

    private static final RmsProp PLAIN = RmsProp.d2l();
    private static final RmsProp MOMENTUM =
            PLAIN.withCentered(true).withMomentum(0.9).withNesterov(true);
    private static final RmsProp ALL = RuleSwitch.all(Vectors.ROWS);

    /** Offset, offset of the gradients, and length. */
    private static final int[][] SLICES = {{0, 5, 17}, {3, 0, 17}, {7, 2, 33}, {1, 6, 45}, {4, 4, 8}, {9, 1, 0}};

    private final List<PortCase> cases = new ArrayList<>();

    private RowCases() {}

    static List<PortCase> all() {
        RowCases rows = new RowCases();
        rows.twoOffsets("two-offsets", PLAIN);
        rows.twoOffsets("two-offsets-momentum", MOMENTUM);
        rows.twoOffsets("two-offsets-all", ALL);
        rows.rows("plain", PLAIN);
        rows.rows("momentum", MOMENTUM);
        rows.rows("all", ALL);
        for (int rowLength : new int[] {1, 2, 7, 16, 17, 33}) {
            rows.rowLength(rowLength);
        }
        rows.readAgain();
        rows.sliceAfterRows();
        return rows.cases;
    }

    private void twoOffsets(String name, RmsProp rule) {
        CaseBuilder builder = build(name, rule, 48, 52);
        for (int[] slice : SLICES) {
            builder.place(Place.slice(slice[0], slice[1], slice[2])).step();
        }
        add(builder);
    }

    /** One row; several out of order; twice in one step, at once and later; the last and the first; none. */
    private void rows(String name, RmsProp rule) {
        CaseBuilder builder = build(name, rule, 23, 27).givenState();
        for (List<Integer> rows : List.of(
                List.of(2), List.of(3, 1), List.of(0, 0), List.of(4, 2, 4, 0, 4), List.<Integer>of(), List.of(1, 4))) {
            builder.place(Place.rows(4, rows)).step();
        }
        add(builder);
    }

    /** Two elements behind the last row, which no step changes; and one gradient behind those that it reads. */
    private void rowLength(int length) {
        add(build("length-" + length, MOMENTUM, 2 * length + 2, 3 * length + 1)
                .place(Place.rows(length, List.of(1, 0, 1)))
                .steps(2));
    }

    /** Gradients are left as they are; and zeroed where the rule says so, and a step has read them. */
    private void readAgain() {
        add(build("read-again", ALL.withGradientsZeroed(false), 9, 11)
                .gradientScale(0.3)
                .place(Place.rows(2, List.of(3, 0, 3)))
                .step()
                .place(Place.rows(2, List.of(1, 2, 0, 3)))
                .stepsAgain(1));
        add(build("zeroed", ALL, 9, 13)
                .gradientScale(0.3)
                .place(Place.rows(2, List.of(3, 0, 3)))
                .step()
                .place(Place.rows(2, List.of(1, 2, 0, 3, 1)))
                .stepsAgain(2));
    }

    private void sliceAfterRows() {
        add(build("slice-after-rows", MOMENTUM, 9, 13)
                .place(Place.rows(3, List.of(1, 2)))
                .steps(2)
                .place(Place.slice(1, 3, 7))
                .steps(2)
                .place(Place.rows(2, List.of(3, 1, 0, 3)))
                .step()
                .place(Place.slice(1, 3, 7))
                .step());
    }

    private static CaseBuilder build(String name, RmsProp rule, int length, int gradsLength) {
        return new CaseBuilder(Vectors.ROWS, name, rule, length, Fill.ORDINARY).gradsLength(gradsLength);
    }

    private void add(CaseBuilder builder) {
        cases.add(builder.build());
    }
}
