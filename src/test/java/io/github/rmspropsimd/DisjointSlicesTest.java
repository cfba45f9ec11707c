// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import static io.github.rmspropsimd.StepCase.Buffers;

import io.github.rmspropsimd.StepCase.Fill;
import io.github.rmspropsimd.StepCase.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Threads may step on disjoint slices of one state at the same time, wherever they are cut. */
class DisjointSlicesTest {

    private static final int LENGTH = 1_000;
    private static final int STEPS = 2_000;
    private static final int[] CUTS = {0, 333, 350, LENGTH};

    @ParameterizedTest
    @EnumSource
    void slicesAtTheSameTimeStepLikeTheWhole(Backend backend) throws Exception {
        RmsProp rule = RmsProp.d2l();
        StepCase c = new StepCase(rule, new Slice(0, LENGTH, 0), 1, 0.01, 1, Fill.ORDINARY, 7);
        Buffers expected = c.buffers();
        RmsPropKernel reference = rule.kernel(Backend.SCALAR);
        for (int step = 0; step < STEPS; step++) {
            reference.step(expected.params(), expected.grads(), expected.state(), 0.01);
        }

        Buffers shared = c.buffers();
        RmsPropKernel kernel = rule.kernel(backend);
        int threads = CUTS.length - 1;
        CyclicBarrier start = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> done = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                int from = CUTS[thread];
                int length = CUTS[thread + 1] - from;
                done.add(pool.submit(() -> {
                    start.await();
                    for (int step = 0; step < STEPS; step++) {
                        kernel.step(shared.params(), shared.grads(), shared.state(), from, length, 0.01);
                    }
                    return null;
                }));
            }
            for (Future<?> future : done) {
                future.get();
            }
        } finally {
            pool.shutdownNow();
        }
        Bits.assertSame(expected, shared);
    }
}
