// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.suite;

import io.github.rmspropsimd.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Mode;

/** A question that the suite answers, as the forks that answer it; what is to be compared comes one after the other. */
enum Section {

    /** Time over n: the library, plain loops, C and memory. */
    STEPS {
        @Override
        List<Job> jobs(List<Integer> lengths, Extent extent) {
            List<Job> jobs = new ArrayList<>();
            for (int n : lengths) {
                Map<String, String> parameters = Map.of("n", Integer.toString(n));
                for (String arm : List.of("simd", "simdWarmedByItself", "scalar", "plain", "plainNotVectorised")) {
                    jobs.add(new Job("StepBenchmark", arm, parameters, Mode.AverageTime, false));
                }
                jobs.add(new Job("StepBenchmark", "intrinsics", parameters, Mode.AverageTime, true));
                if (n <= LONGEST_REPEATED) {
                    jobs.add(new Job("StepBenchmark", "intrinsicsRepeated", parameters, Mode.AverageTime, true));
                }
                if (n >= SHORTEST_MOVED) {
                    jobs.add(new Job("MemoryBenchmark", "move", parameters, Mode.AverageTime, false));
                    jobs.add(new Job("MemoryBenchmark", "moveInC", parameters, Mode.AverageTime, true));
                }
            }
            return jobs;
        }
    },

    /** The plain loop in the places where programs have it. */
    EMBEDDED {
        @Override
        List<Job> jobs(List<Integer> lengths, Extent extent) {
            List<Job> jobs = new ArrayList<>();
            for (int n : extent == Extent.TINY ? List.of(1_024) : List.of(1_024, 8_192)) {
                for (String arm : List.of(
                        "library",
                        "plainCalled",
                        "plainInlined",
                        "plainWrittenOut",
                        "plainChecked",
                        "plainAfterShortCalls")) {
                    jobs.add(new Job(
                            "EmbeddedBenchmark", arm, Map.of("n", Integer.toString(n)), Mode.SingleShotTime, false));
                }
            }
            return jobs;
        }
    },

    /** Arrays that agree modulo 4 KiB or do not, slices that start on a vector's boundary or do not. */
    LAYOUTS {
        @Override
        List<Job> jobs(List<Integer> lengths, Extent extent) {
            List<Job> jobs = new ArrayList<>();
            for (int n : extent == Extent.TINY ? List.of(1_000) : List.of(1_000, 8_192, 65_536)) {
                for (Layout layout : Layout.values()) {
                    for (int offset : List.of(0, 1)) {
                        Map<String, String> parameters = Map.of(
                                "n", Integer.toString(n),
                                "layout", layout.name(),
                                "offset", Integer.toString(offset));
                        for (String arm : List.of("simd", "scalar", "plain", "intrinsics")) {
                            jobs.add(new Job(
                                    "LayoutBenchmark", arm, parameters, Mode.AverageTime, arm.equals("intrinsics")));
                        }
                    }
                }
            }
            return jobs;
        }
    },

    /** Lengths that change from step to step. */
    MIXED {
        @Override
        List<Job> jobs(List<Integer> lengths, Extent extent) {
            List<Job> jobs = new ArrayList<>();
            for (int longest : extent == Extent.TINY ? List.of(64) : List.of(16, 64, 256)) {
                for (String arm : List.of("simd", "simdWarmedByItself", "scalar", "plain")) {
                    jobs.add(new Job(
                            "MixedLengthsBenchmark",
                            arm,
                            Map.of("longest", Integer.toString(longest)),
                            Mode.AverageTime,
                            false));
                }
            }
            return jobs;
        }
    },

    /** Single calls, each with a look at the clock before and after. */
    CALLS {
        @Override
        List<Job> jobs(List<Integer> lengths, Extent extent) {
            List<Job> jobs = new ArrayList<>();
            for (int n : extent == Extent.TINY ? List.of(17) : List.of(1, 16, 100, 1_024, 65_536)) {
                for (String arm : List.of("simd", "simdWarmedByItself", "scalar", "plain")) {
                    jobs.add(new Job("StepBenchmark", arm, Map.of("n", Integer.toString(n)), Mode.SampleTime, false));
                }
            }
            return jobs;
        }
    },

    /** Other libraries; there with the build's profile peers alone. */
    PEERS {
        @Override
        List<Job> jobs(List<Integer> lengths, Extent extent) {
            return List.of();
        }
    };

    /** From here on one call into C for each step is as good. */
    private static final int LONGEST_REPEATED = 65_537;

    /** Below, loads and stores wait for nothing. */
    private static final int SHORTEST_MOVED = 1_023;

    /** The forks of one round, in order. */
    abstract List<Job> jobs(List<Integer> lengths, Extent extent);
}
