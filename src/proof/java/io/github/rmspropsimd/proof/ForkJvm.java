// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.proof;

import io.github.rmspropsimd.Backend;
import io.github.rmspropsimd.RmsProp;
import io.github.rmspropsimd.RmsPropKernel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The main class of the JVMs that {@link Forks} starts. It uses the library as an application does, and no other. */
final class ForkJvm {

    private static final int PASSES = 3;
    private static final int ROUNDS = 120;

    /** A round takes some 20 µs: the machine often leaves a thread alone for as long. */
    private static final int ELEMENTS_PER_ROUND = 100_000;

    private static final int MOST_CALLS = 500;
    private static final long WARM_UP = TimeUnit.MILLISECONDS.toNanos(250);
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private ForkJvm() {}

    /** The result's file, and whether to await SIMD. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        boolean awaits = Boolean.parseBoolean(arguments[1]);
        RmsProp rule = RmsProp.d2l();
        long start = System.nanoTime();
        RmsPropKernel kernel = rule.kernel();
        if (awaits) {
            kernel.awaitSimd(LONGEST);
        } else {
            while (kernel.backend() == Backend.SCALAR && System.nanoTime() - start < LONGEST.toNanos()) {
                Thread.sleep(1);
            }
        }
        double milliseconds = (System.nanoTime() - start) / 1e6;
        boolean simd = kernel.backend() == Backend.SIMD;

        List<ForkArrays> all = new ArrayList<>();
        for (int set = 0; set < ForkArrays.SETS; set++) {
            for (int length : ForkArrays.LENGTHS) {
                all.add(new ForkArrays(rule, set, length));
            }
        }
        warmUp(kernel, all);
        for (int pass = 0; pass < PASSES; pass++) {
            measure(kernel, all);
            Thread.sleep(50); // the machine may be busy for longer than a pass
        }
        ForkResult.write(Path.of(arguments[0]), awaits, simd ? milliseconds : -1, kernel.status(), all);
    }

    /** Calls the measuring method many times, so that the JVM compiles it whole and not by on-stack replacement. */
    private static void warmUp(RmsPropKernel kernel, List<ForkArrays> all) {
        for (int i = 0; i < 20_000; i++) {
            round(kernel, all.get(i % all.size()), 1 + i % 2);
        }
        long start = System.nanoTime();
        while (System.nanoTime() - start < WARM_UP) {
            for (ForkArrays arrays : all) {
                round(kernel, arrays, calls(arrays) / 4);
            }
        }
    }

    private static void measure(RmsPropKernel kernel, List<ForkArrays> all) {
        for (int i = 0; i < ROUNDS; i++) {
            for (ForkArrays arrays : all) {
                int calls = calls(arrays);
                arrays.least = Math.min(arrays.least, (double) round(kernel, arrays, calls) / calls);
            }
        }
    }

    private static int calls(ForkArrays arrays) {
        return Math.min(MOST_CALLS, Math.max(4, ELEMENTS_PER_ROUND / arrays.params.length));
    }

    private static long round(RmsPropKernel kernel, ForkArrays arrays, int calls) {
        long start = System.nanoTime();
        for (int i = 0; i < calls; i++) {
            kernel.step(arrays.params, arrays.grads, arrays.state, 1e-9);
        }
        return System.nanoTime() - start;
    }
}
