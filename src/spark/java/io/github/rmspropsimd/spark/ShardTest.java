// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Sums of floats depend on their order, and a shard's step does not depend on the order of arrival. */
class ShardTest {

    private static final int BLOCKS = 12;
    private static final Workload WORKLOAD = new Workload(40, 12, 1, 1, 1, 0.05, 1, 1, Stepper.SCALAR);

    private final Random random = new Random(1);
    private final List<Route> routes = new ArrayList<>();
    private final List<Slice> slices = new ArrayList<>();

    ShardTest() {
        for (int block = 0; block < BLOCKS; block++) {
            int[] indices = random.ints(0, 40).distinct().limit(20).sorted().toArray();
            float[] values = new float[20];
            for (int k = 0; k < values.length; k++) {
                values[k] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(8)));
            }
            routes.add(new Route(block, indices));
            slices.add(new Slice(block, values, 0, -1));
        }
    }

    @Test
    void theOrderOfArrivalChangesNoBit() {
        Shard first = Shard.initial(WORKLOAD, 0).step(WORKLOAD, routes, slices);
        for (int i = 0; i < 20; i++) {
            Collections.shuffle(slices, random);
            Shard again = Shard.initial(WORKLOAD, 0).step(WORKLOAD, routes, slices);
            assertArrayEquals(first.params(), again.params());
            assertArrayEquals(first.squareAverage(), again.squareAverage());
        }
    }

    /** Otherwise the test above would show nothing. */
    @Test
    void theOrderOfAdditionMatters() {
        float[] ascending = new float[40];
        float[] descending = new float[40];
        for (int i = 0; i < BLOCKS; i++) {
            Shard.add(ascending, routes.get(i).indices(), slices.get(i).values());
            int j = BLOCKS - 1 - i;
            Shard.add(descending, routes.get(j).indices(), slices.get(j).values());
        }
        assertNotEquals(List.of(box(ascending)), List.of(box(descending)));
    }

    private static Float[] box(float[] values) {
        Float[] boxed = new Float[values.length];
        for (int i = 0; i < values.length; i++) {
            boxed[i] = values[i];
        }
        return boxed;
    }

    @Test
    void aStepKeepsTheShardThatItStartsFrom() {
        Shard start = Shard.initial(WORKLOAD, 0);
        start.step(WORKLOAD, routes, slices);
        assertArrayEquals(new float[40], start.params());
        assertArrayEquals(new float[40], start.squareAverage());
    }

    @Test
    void aMissingGradientIsFound() {
        slices.remove(3);
        Shard start = Shard.initial(WORKLOAD, 0);
        assertThrows(IllegalStateException.class, () -> start.step(WORKLOAD, routes, slices));
    }
}
