// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.proof;

import io.github.rmspropsimd.Backend;
import io.github.rmspropsimd.RmsProp;
import io.github.rmspropsimd.RmsPropKernel;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A rule in training: its kernel, a twin on SCALAR, the buffers of both, and each worker's part of them. */
final class Trainee {

    /** Gradients of a worker's own: for offsets of their own, and for rows. */
    private static final int LEAST_OWN = 256;

    final RmsProp rule;
    final RmsPropKernel scalar;
    final List<Region> regions = new ArrayList<>();

    /** Of the same rule always; replaced by new ones. */
    volatile RmsPropKernel kernel;

    /**
     * @param length elements of each worker's part
     */
    Trainee(RmsProp rule, int length, int workers, SplittableRandom random) {
        this.rule = rule;
        this.kernel = rule.kernel();
        this.scalar = rule.kernel(Backend.SCALAR);
        int[] ends = new int[workers];
        int whole = 0;
        for (int i = 0; i < workers; i++) {
            whole += length + random.nextInt(1, 20);
            ends[i] = whole;
        }
        Side actual = new Side(rule, whole, workers, length + LEAST_OWN);
        Side expected = new Side(rule, whole, workers, length + LEAST_OWN);
        for (int i = 0; i < workers; i++) {
            int start = i == 0 ? 0 : ends[i - 1];
            Region region = new Region(rule, i, start, start + length, ends[i], actual, expected);
            region.reset(random);
            regions.add(region);
        }
    }
}
