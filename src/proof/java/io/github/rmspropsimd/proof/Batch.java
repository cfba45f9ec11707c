// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.proof;

import io.github.rmspropsimd.RmsPropKernel;
import java.util.SplittableRandom;

/**
 * Steps that a worker takes twice: on the kernel in question and on its twin. All forms of a step occur. Has no string, for
 * the thread whose call makes the JVM compile a method allocates the strings of its class.
 */
final class Batch {

    static final int STEPS = 48;

    private static final int MOST_ROWS = 12;
    private static final int LONGEST_ROW = 40;

    final long[] nanoseconds = new long[STEPS];
    private final int[] form = new int[STEPS];
    private final int[] offset = new int[STEPS];
    private final int[] ownOffset = new int[STEPS];
    private final int[] length = new int[STEPS]; // of a slice or of a row
    private final int[][] rows = new int[STEPS][MOST_ROWS];
    private final int[] rowCount = new int[STEPS];
    private final double[] rate = new double[STEPS];
    private final double[] scale = new double[STEPS];

    void draw(SplittableRandom random, Region region) {
        int own = region.actual.own()[region.worker].length;
        for (int k = 0; k < STEPS; k++) {
            form[k] = random.nextInt(4);
            rate[k] = random.nextBoolean() ? 0.01 : 1e-3;
            scale[k] = random.nextBoolean() ? 1 : 0.5;
            boolean whole = form[k] == 0;
            int available = region.end - region.start;
            int from = whole ? 0 : random.nextInt(Math.min(available, 64));
            offset[k] = region.start + from;
            length[k] = whole
                    ? available
                    : random.nextInt(4) == 0
                            ? random.nextInt(available - from + 1)
                            : random.nextInt(Math.min(available - from, 70) + 1);
            ownOffset[k] = random.nextInt(own - length[k] + 1);
            if (form[k] == 3) {
                drawRows(k, random, region, own);
            }
        }
    }

    /** Rows that lie in the region, the same row twice now and then. */
    private void drawRows(int k, SplittableRandom random, Region region, int own) {
        int rowLength = random.nextInt(1, Math.min(LONGEST_ROW, region.end - region.start) + 1);
        int first = (region.start + rowLength - 1) / rowLength;
        int count = region.end / rowLength - first;
        length[k] = rowLength;
        rowCount[k] = count <= 0 ? 0 : Math.min(random.nextInt(MOST_ROWS + 1), own / rowLength);
        for (int i = 0; i < rowCount[k]; i++) {
            rows[k][i] = first + random.nextInt(count);
        }
    }

    long elements() {
        long sum = 0;
        for (int k = 0; k < STEPS; k++) {
            sum += form[k] == 3 ? (long) rowCount[k] * length[k] : length[k];
        }
        return sum;
    }

    void run(RmsPropKernel kernel, Side side, float[] own) {
        long before = System.nanoTime();
        for (int k = 0; k < STEPS; k++) {
            step(kernel, side, own, k);
            long after = System.nanoTime();
            nanoseconds[k] = after - before;
            before = after;
        }
    }

    private void step(RmsPropKernel kernel, Side side, float[] own, int k) {
        switch (form[k]) {
            case 0, 1 ->
                kernel.step(side.params(), side.grads(), side.state(), offset[k], length[k], rate[k], scale[k]);
            case 2 ->
                kernel.step(side.params(), offset[k], own, ownOffset[k], side.state(), length[k], rate[k], scale[k]);
            default ->
                kernel.stepRows(side.params(), own, side.state(), rows[k], rowCount[k], length[k], rate[k], scale[k]);
        }
    }
}
