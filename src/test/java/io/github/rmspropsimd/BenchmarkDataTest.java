// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Whether a benchmark would notice that an arm did not do what it was timed for. */
class BenchmarkDataTest {

    private static final int N = 100;
    private static final int OFFSET = 3;

    private final StepData data = new StepData(OFFSET, N, Layout.APART);
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
            step(times, OFFSET, N);
            data.check();
        }
    }

    @Test
    void noStepFails() {
        assertThrows(IllegalStateException.class, data::check);
    }

    @Test
    void anElementThatWasLeftOutOrSteppedOnTwiceFails() {
        for (int element : List.of(OFFSET, OFFSET + N / 2, OFFSET + N - 1)) {
            data.restart();
            step(20, OFFSET, element - OFFSET);
            step(20, element + 1, OFFSET + N - element - 1);
            assertThrows(IllegalStateException.class, data::check);
            step(20, element, 1);
            data.check();
            step(1, element, 1);
            assertThrows(IllegalStateException.class, data::check);
        }
    }

    @Test
    void anElementBesideTheSliceFails() {
        for (int element : List.of(OFFSET - 1, OFFSET + N)) {
            data.restart();
            step(1, OFFSET, N);
            data.params[element] = 1e-9f;
            assertThrows(IllegalStateException.class, data::check);
            data.params[element] = 0;
        }
    }

    /** Arrays one after the other, each rounded up to 8 bytes, lie as the layout says. */
    @Property
    void lengthsMakeTheLayout(@ForAll @IntRange(min = 1, max = 100_000) int elements, @ForAll Layout layout) {
        int length = layout.lengthFor(elements);
        assertTrue(length >= elements && length < elements + 1_024);
        long distance = (16 + 4L * length + 7) / 8 * 8;
        assertTrue(layout.holds(distance) && layout.holds(2 * distance) && layout.holds(-distance));
    }

    @Test
    void layoutsAreToldApart() {
        assertTrue(Layout.SAME.holds(8_192));
        assertFalse(Layout.SAME.holds(8_200));
        assertFalse(Layout.APART.holds(8_192 + 1_016));
        assertFalse(Layout.APART.holds(-1_016));
        assertTrue(Layout.APART.holds(8_192 + 1_024));
        assertEquals(64, Layout.GIVEN.lengthFor(64));
    }
}
