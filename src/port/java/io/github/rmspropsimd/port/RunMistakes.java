// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import java.util.List;

/** The right formula, computed in other numbers. */
final class RunMistakes {

    private RunMistakes() {}

    static List<Mistake> all() {
        return List.of(
                Mistake.rounding("subnormal results flushed to 0", Rounding.RESULTS_FLUSHED),
                Mistake.rounding("subnormal operands and results flushed to 0", Rounding.OPERANDS_AND_RESULTS_FLUSHED),
                Mistake.rounding("subnormal operands taken for 0", Rounding.OPERANDS_FLUSHED),
                Mistake.rounding("each line computed in double, and then rounded to float", Rounding.EACH_LINE),
                Mistake.rounding(
                        "each line computed in double with hyperparameters that were not rounded to float",
                        Rounding.EACH_LINE_FROM_DOUBLES),
                Mistake.rounding("computed in double, rounded to float at the end of the step", Rounding.STORES),
                Mistake.rounding(
                        "computed in double with hyperparameters that were not rounded to float, rounded at the end",
                        Rounding.STORES_FROM_DOUBLES),
                Mistake.reading("gradient scale has no effect", (first, step) -> step.withGradientScale(1)));
    }
}
