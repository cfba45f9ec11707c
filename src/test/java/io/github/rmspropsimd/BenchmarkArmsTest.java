// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/**
 * Each arm of the benchmarks that runs the library allocates 0 bytes, exactly, once it is compiled. It runs without JMH, which
 * allocates some hundred bytes in an iteration of its own.
 */
class BenchmarkArmsTest {

    /** An arm, and its parameter n where it has one. */
    record Arm(Method method, int n) {

        @Override
        public String toString() {
            return method.getDeclaringClass().getSimpleName() + "." + method.getName() + (n == 0 ? "" : ", n = " + n);
        }
    }

    static List<Arm> arms() {
        List<Arm> arms = new ArrayList<>();
        for (Class<?> benchmark : List.of(ProgramsBenchmark.class, StepBenchmark.class)) {
            for (Method method : benchmark.getDeclaredMethods()) {
                boolean library = method.getName().toLowerCase(Locale.ROOT).contains("library")
                        || method.getName().equals("scalar");
                // An arm that makes many calls at once is another arm's call in a loop.
                if (method.isAnnotationPresent(Benchmark.class)
                        && library
                        && !method.isAnnotationPresent(OperationsPerInvocation.class)) {
                    Stream<Integer> lengths =
                            benchmark == StepBenchmark.class ? Stream.of(1, 17, 100, 1_024) : Stream.of(0);
                    lengths.forEach(n -> arms.add(new Arm(method, n)));
                }
            }
        }
        assertTrue(arms.size() >= 15, () -> "only " + arms);
        return arms;
    }

    @ParameterizedTest
    @MethodSource("arms")
    void theLibraryAllocatesNothing(Arm arm) throws ReflectiveOperationException, InterruptedException {
        Runnable call = call(arm);
        Repeat.untilItAllocatesNothing(call);
        assertEquals(0, Repeat.allocated(call), "bytes in 2,000 calls");
    }

    /** Called by hand-written code, as JMH's is: a reflective call would allocate. */
    private static Runnable call(Arm arm) throws ReflectiveOperationException, InterruptedException {
        if (arm.n() != 0) {
            StepBenchmark steps = new StepBenchmark();
            Field n = StepBenchmark.class.getDeclaredField("n");
            n.setAccessible(true);
            n.setInt(steps, arm.n());
            steps.prepare(arm.method().getName());
            steps.restart();
            return arm.method().getName().equals("scalar") ? steps::scalar : steps::library;
        }
        ProgramsBenchmark programs = new ProgramsBenchmark();
        programs.prepare(arm.method().getName());
        programs.restart();
        return switch (arm.method().getName()) {
            case "hotLoopLibrary" -> programs::hotLoopLibrary;
            case "shortCallsLibrary" -> programs::shortCallsLibrary;
            case "nanCheckLibrary" -> programs::nanCheckLibrary;
            case "noSuperWordLibrary" -> programs::noSuperWordLibrary;
            case "separatePassesLibrary" -> programs::separatePassesLibrary;
            case "polymorphicLibrary" -> programs::polymorphicLibrary;
            case "firstSecondLibrary" -> programs::firstSecondLibrary;
            default -> throw new IllegalArgumentException("no call for " + arm);
        };
    }
}
