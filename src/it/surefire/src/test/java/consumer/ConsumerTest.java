// SPDX-License-Identifier: Apache-2.0
package consumer;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The application inside a test, each test in a JVM of its own. */
class ConsumerTest {

    @Test
    @Tag("SIMD")
    void withTheFlagInArgLine() throws InterruptedException {
        Consumer.main("SIMD");
    }

    @Test
    @Tag("SCALAR")
    void withoutTheFlag() throws InterruptedException {
        Consumer.main("SCALAR", "the module jdk.incubator.vector is not resolved; add --add-modules");
    }
}
