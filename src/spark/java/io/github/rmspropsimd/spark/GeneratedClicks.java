// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.spark;

import io.github.rmspropsimd.proof.SplitMix64;
import java.util.ArrayList;
import java.util.List;

/** Generated clicks: 20 tokens an example, low ones, like frequent words, more often. Each block has a generator of its own. */
final class GeneratedClicks {

    static final int ACTIVE = 20;

    private static final long TOKENS = 100_000_000;

    private GeneratedClicks() {}

    static Block block(Workload workload, int id) {
        int first = id * workload.blockSize();
        int count = Math.min(workload.blockSize(), workload.examples() - first);
        SplitMix64 random = new SplitMix64(mix(workload.seed()) + id);
        List<int[]> features = new ArrayList<>(count);
        boolean[] clicks = new boolean[count];
        for (int example = 0; example < count; example++) {
            int[] active = new int[ACTIVE];
            double score = 0;
            for (int k = 0; k < ACTIVE; k++) {
                long token = token(uniform(random.next()));
                active[k] = feature(token, workload.weights());
                score += truth(token);
            }
            features.add(active);
            clicks[example] = uniform(random.next()) < 1 / (1 + StrictMath.exp(-score));
        }
        return Block.of(id, features, clicks);
    }

    /** Hashes a token to a weight. */
    static int feature(long token, int weights) {
        return (int) Long.remainderUnsigned(mix(token), weights);
    }

    private static long token(double u) {
        double square = u * u;
        return (long) (TOKENS * (square * square * square));
    }

    /** The weight that a token has in truth: between -2 and 2. */
    private static double truth(long token) {
        return 4 * uniform(mix(~token)) - 2;
    }

    private static double uniform(long bits) {
        return (bits >>> 11) * 0x1p-53;
    }

    static long mix(long value) {
        return new SplitMix64(value).next();
    }
}
