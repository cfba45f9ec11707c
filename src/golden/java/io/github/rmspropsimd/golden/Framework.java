// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.golden;

import java.util.List;

/** A framework that steps by its own optimizer, so that the order of operations and the rounding are its own. */
interface Framework {

    /** Whether it can be told the rule of this case. */
    boolean takes(Case rule);

    /** Cases beyond {@code cases.csv} that this framework alone has. */
    default List<Case> furtherCases() {
        return List.of();
    }

    /**
     * Steps once with each gradient, all as long as {@code p0}, which is at least 1.
     *
     * @return the values before the first step, and after each
     */
    List<Step> run(Case rule, float[] p0, float[][] grads);
}
