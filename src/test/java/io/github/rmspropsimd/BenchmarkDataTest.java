// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Whether a benchmark would notice that an arm did not do what it was timed for. */
class BenchmarkDataTest {

    private static final int N = 100;

    private final StepData data = new StepData(N);
    private final RmsPropKernel kernel = StepData.RULE.kernel(Backend.SCALAR);

    private void step(int times, int offset, int length) {
        for (int i = 0; i < times; i++) {
            kernel.step(data.params, data.grads, data.state, offset, length, StepData.LEARNING_RATE);
        }
    }

    @Test
    void stepsOfAnyNumberPass() {
        for (int times : List.of(1, 2, 50, 1_000)) {
            data.restart();
            step(times, 0, N);
            data.check();
        }
    }

    @Test
    void noStepFails() {
        assertThrows(IllegalStateException.class, data::check);
        assertThrows(IllegalStateException.class, data::checkMoved);
    }

    @Test
    void anElementThatWasLeftOutOrSteppedOnTwiceFails() {
        for (int element : List.of(0, N / 2, N - 1)) {
            data.restart();
            step(20, 0, element);
            step(20, element + 1, N - element - 1);
            assertThrows(IllegalStateException.class, data::check);
            step(20, element, 1);
            data.check();
            step(1, element, 1);
            assertThrows(IllegalStateException.class, data::check);
        }
    }

    @Test
    void anElementBehindTheLastFails() {
        step(1, 0, N);
        data.params[N] = 1e-9f;
        assertThrows(IllegalStateException.class, data::check);
    }
}
