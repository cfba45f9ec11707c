// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.internal.warmup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rmspropsimd.internal.loop.Coefficients;
import io.github.rmspropsimd.internal.loop.Loop;
import io.github.rmspropsimd.internal.loop.StateBuffers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Long steps with 512-bit lanes begin with a short one, maybe of length 0. All others stay whole. */
class ActiveLoopTest {

    private static final int LONG = 1 << 17;

    @ParameterizedTest
    @CsvSource({"0, 12", "1, 11", "11, 1", "12, 0", "13, 15", "15, 13", "16, 12", "1000, 4"})
    void aLongStepBeginsWithAHeadUpToTheNextCacheLine(int offset, int head) {
        assertEquals(
                List.of(List.of(offset, 7, head), List.of(offset + head, 7 + head, LONG - head)),
                slices(16, offset, LONG));
    }

    @ParameterizedTest
    @CsvSource({"16, 0, 131071", "16, 0, 0", "8, 0, 131072", "4, 0, 131072", "1, 0, 131072"})
    void otherStepsStayWhole(int lanes, int offset, int length) {
        assertEquals(List.of(List.of(offset, 7, length)), slices(lanes, offset, length));
    }

    @Test
    void theLeastLengthIsAsAsked() {
        SliceRecorder loop = new SliceRecorder(16);
        new ActiveLoop(loop, "test", 128).step(null, 0, null, 0, 128, null, null, 1, 1);
        assertEquals(List.of(List.of(0, 0, 12), List.of(12, 12, 116)), loop.slices);
    }

    private static List<List<Integer>> slices(int lanes, int offset, int length) {
        SliceRecorder loop = new SliceRecorder(lanes);
        new ActiveLoop(loop, "test").step(null, offset, null, 7, length, null, null, 1, 1);
        return loop.slices;
    }

    /** Notes offset, gradients' offset and length of each step. */
    private static final class SliceRecorder extends Loop {

        final List<List<Integer>> slices = new ArrayList<>();

        SliceRecorder(int lanes) {
            super(new Loop[lanes > 1 ? lanes + 1 : 1]);
            Arrays.fill(byLength(), this);
        }

        @Override
        public void step(
                float[] params,
                int offset,
                float[] grads,
                int gradsOffset,
                int length,
                StateBuffers state,
                Coefficients coefficients,
                float learningRate,
                float gradientScale) {
            slices.add(List.of(offset, gradsOffset, length));
        }
    }
}
