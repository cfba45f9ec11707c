// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.golden;

import java.util.ArrayList;
import java.util.List;

/** Where two files of golden vectors disagree. The payload and the sign of a NaN carry no meaning. */
final class Differences {

    private static final String[] COLUMNS = Vectors.HEADER.split(",", -1);
    private static final int KEYS = 3;

    private Differences() {}

    static List<String> between(List<String> expected, List<String> actual) {
        List<String> differences = new ArrayList<>();
        if (expected.size() != actual.size()) {
            differences.add(expected.size() + " lines became " + actual.size());
        }
        for (int line = 0; line < Math.min(expected.size(), actual.size()); line++) {
            String[] before = expected.get(line).split(",", -1);
            String[] after = actual.get(line).split(",", -1);
            for (int column = 0; column < COLUMNS.length; column++) {
                if (!same(before[column], after[column], column)) {
                    differences.add("case %s, step %s, element %s, %s: %s became %s"
                            .formatted(
                                    before[0], before[1], before[2], COLUMNS[column], before[column], after[column]));
                }
            }
        }
        return differences;
    }

    private static boolean same(String before, String after, int column) {
        return before.equals(after) || (column >= KEYS && isNan(before) && isNan(after));
    }

    private static boolean isNan(String cell) {
        return cell.length() == 8 && Float.isNaN(Vectors.parse(cell));
    }
}
