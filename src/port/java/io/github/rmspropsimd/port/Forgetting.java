// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import java.util.Set;

/**
 * Which of the state's buffers start anew in each step.
 *
 * @param sliceAlone whether only those elements do that are stepped on
 */
record Forgetting(Set<Buffer> buffers, boolean sliceAlone) {

    static final Forgetting NOTHING = new Forgetting(Set.of(), false);
}
