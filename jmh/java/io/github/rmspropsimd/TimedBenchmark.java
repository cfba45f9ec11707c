// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.*;
import org.openjdk.jmh.infra.BenchmarkParams;

/** What the benchmarks share: nanoseconds for a call, in forks with the Vector API. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 5, jvmArgsAppend = TimedBenchmark.VECTORS)
@State(Scope.Thread)
public abstract class TimedBenchmark {

    static final String VECTORS = "--add-modules=jdk.incubator.vector";

    static String arm(BenchmarkParams benchmark) {
        return benchmark.getBenchmark().substring(benchmark.getBenchmark().lastIndexOf('.') + 1);
    }

    /** The kernel that a user has after {@code awaitSimd}. */
    static RmsPropKernel awaited(RmsProp rule) throws InterruptedException {
        RmsPropKernel kernel = rule.kernel();
        if (!kernel.awaitSimd(Duration.ofMinutes(1))) {
            throw new IllegalStateException(kernel.status());
        }
        return kernel;
    }

    /** Whether SIMD was measured where it was meant. */
    static void checkSimd(RmsPropKernel kernel) {
        if (kernel != null && kernel.backend() != Backend.SIMD) {
            throw new IllegalStateException(kernel.status());
        }
    }
}
