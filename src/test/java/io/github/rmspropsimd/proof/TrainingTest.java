// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rmspropsimd.RmsProp;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A soak finds any element that differs, and its batches stay in their region. */
class TrainingTest {

    private static final RmsProp RULE =
            RmsProp.d2l().withCentered(true).withMomentum(0.9).withGradientsZeroed(true);

    @Test
    void everyElementOfEveryBufferIsCompared() {
        Trainee trainee = new Trainee(RULE, 7, 3, new SplittableRandom(1));
        Side side = trainee.regions.get(0).actual;
        assertNull(difference(trainee));
        for (float[] buffer : List.of(
                side.params(),
                side.grads(),
                side.state().squareAverage(),
                side.state().gradientAverage(),
                side.state().momentum(),
                side.own()[1])) {
            for (int i = 0; i < buffer.length; i++) {
                float before = buffer[i];
                buffer[i] = Math.nextUp(before);
                assertEquals(i, difference(trainee).index());
                buffer[i] = before;
            }
        }
        assertNull(difference(trainee));
    }

    @Test
    void aDifferenceNamesWhatDiffers() {
        Trainee trainee = new Trainee(RmsProp.nd4j(), 7, 2, new SplittableRandom(1));
        Region region = trainee.regions.get(1);
        region.steps = 48;
        region.expected.params()[region.end] = 0f;
        region.actual.params()[region.end] = -0f;
        String text = region.firstDifference().toString();
        assertTrue(text.contains("RmsProp[nd4j"), text);
        assertTrue(
                text.endsWith("thread worker 1, params[" + region.end
                        + "], after step 48 of that thread: expected 00000000 (0.0), got 80000000 (-0.0)"),
                text);
    }

    /** Both sides step on SCALAR here: other parts keep their bits, and the twin gets the same. */
    @Test
    void batchesStayInTheirRegion() {
        SplittableRandom random = new SplittableRandom(3);
        for (int length : new int[] {1, 7, 100, 1_003}) {
            Trainee trainee = new Trainee(RULE, length, 3, random);
            Region region = trainee.regions.get(1);
            float[] before = region.actual.params().clone();
            Batch batch = new Batch();
            for (int i = 0; i < 50; i++) {
                batch.draw(random, region);
                region.fillGradients(random, true);
                batch.run(trainee.scalar, region.actual, region.actual.own()[1]);
                batch.run(trainee.scalar, region.expected, region.expected.own()[1]);
                assertTrue(batch.elements() >= 0);
            }
            assertNull(difference(trainee));
            float[] after = region.actual.params();
            assertTrue(IntStream.range(0, after.length)
                    .filter(i -> i < region.start || i >= region.end)
                    .allMatch(i -> Float.floatToIntBits(before[i]) == Float.floatToIntBits(after[i])));
        }
    }

    @Test
    void theFirstRulesAreThePresetsAndTheSeedDecidesTheOthers() {
        Rules rules = new Rules(1);
        Rules same = new Rules(1);
        Rules others = new Rules(2);
        Set<String> presets = new HashSet<>();
        for (int i = 0; i < 7; i++) {
            presets.add(rules.next().toString().replaceAll("[\\[,]", " ").split(" ", 3)[1]);
            same.next();
            others.next();
        }
        assertEquals(7, presets.size(), presets.toString());
        List<RmsProp> some = IntStream.range(0, 50).mapToObj(i -> rules.next()).toList();
        assertEquals(some, IntStream.range(0, 50).mapToObj(i -> same.next()).toList());
        assertTrue(
                !some.equals(IntStream.range(0, 50).mapToObj(i -> others.next()).toList()));
    }

    private static Difference difference(Trainee trainee) {
        return trainee.regions.stream()
                .map(Region::firstDifference)
                .filter(difference -> difference != null)
                .findFirst()
                .orElse(null);
    }
}
