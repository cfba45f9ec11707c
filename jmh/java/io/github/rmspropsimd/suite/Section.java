// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.suite;

import io.github.rmspropsimd.Layout;
import java.util.ArrayList;
import java.util.Arrays;
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
            for (int n : lengths.isEmpty() ? extent.lengths : lengths) {
                Map<String, String> parameters = Map.of("n", Integer.toString(n));
                if (n >= SHORTEST_MOVED) {
                    add(jobs, "MemoryBenchmark", Mode.AverageTime, parameters, "move", "moveInC");
                }
                add(
                        jobs,
                        "StepBenchmark",
                        Mode.AverageTime,
                        parameters,
                        "simd",
                        "simdWarmedByItself",
                        "scalar",
                        "plain",
                        "plainUnchecked",
                        "plainNotVectorised",
                        "intrinsics");
                if (n <= LONGEST_REPEATED) {
                    add(jobs, "StepBenchmark", Mode.AverageTime, parameters, "intrinsicsRepeated");
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
            for (int n : extent.of(1_024, 256)) {
                add(
                        jobs,
                        "EmbeddedBenchmark",
                        Mode.SingleShotTime,
                        Map.of("n", Integer.toString(n)),
                        "library",
                        "plainCalled",
                        "plainInlined",
                        "plainWrittenOut",
                        "plainChecked",
                        "plainAfterShortCalls");
            }
            return jobs;
        }
    },

    /** Arrays that agree modulo 4 KiB or do not, slices that start on a vector's boundary or do not. */
    LAYOUTS {
        @Override
        List<Job> jobs(List<Integer> lengths, Extent extent) {
            List<Job> jobs = new ArrayList<>();
            for (int n : lengths.isEmpty() ? extent.of(1_000, 65_536) : lengths) {
                for (Layout layout : Layout.values()) {
                    for (String offset : List.of("0", "1")) {
                        Map<String, String> parameters =
                                Map.of("n", Integer.toString(n), "layout", layout.name(), "offset", offset);
                        add(
                                jobs,
                                "LayoutBenchmark",
                                Mode.AverageTime,
                                parameters,
                                "simd",
                                "scalar",
                                "plain",
                                "intrinsics");
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
            for (int longest : extent.of(64, 16, 256)) {
                Map<String, String> parameters = Map.of("longest", Integer.toString(longest));
                add(
                        jobs,
                        "MixedLengthsBenchmark",
                        Mode.AverageTime,
                        parameters,
                        "simd",
                        "simdWarmedByItself",
                        "scalar",
                        "plain");
            }
            return jobs;
        }
    },

    /** Single calls, each with a look at the clock before and after. */
    CALLS {
        @Override
        List<Job> jobs(List<Integer> lengths, Extent extent) {
            List<Job> jobs = new ArrayList<>();
            for (int n : extent.of(16, 1_024, 1, 100, 65_536)) {
                Map<String, String> parameters = Map.of("n", Integer.toString(n));
                add(
                        jobs,
                        "StepBenchmark",
                        Mode.SampleTime,
                        parameters,
                        "simd",
                        "simdWarmedByItself",
                        "scalar",
                        "plain");
            }
            return jobs;
        }
    },

    /** Other libraries, each on one thread; with the build's profile peers alone. */
    PEERS {
        @Override
        List<Job> jobs(List<Integer> lengths, Extent extent) {
            List<Job> jobs = new ArrayList<>();
            for (int n : lengths.isEmpty() ? extent.of(64, 65_536, 16, 1_024, 1 << 22) : lengths) {
                for (Object peer : peers()) {
                    Map<String, String> parameters = Map.of("n", Integer.toString(n), "peer", peer.toString());
                    add(jobs, "PeerBenchmark", Mode.AverageTime, parameters, "peer", "simd");
                }
            }
            return jobs;
        }

        // None where they are not on the class path.
        private List<?> peers() {
            try {
                return Arrays.asList(
                        Class.forName("io.github.rmspropsimd.peers.PeerLibrary").getEnumConstants());
            } catch (ClassNotFoundException e) {
                return List.of();
            }
        }
    };

    /** From here on one call into C for each step is as good. */
    private static final int LONGEST_REPEATED = 65_537;

    /** Below, loads and stores wait for nothing. */
    private static final int SHORTEST_MOVED = 1_023;

    /**
     * The forks of one round, in order.
     *
     * @param lengths those asked for; where a section has some of its own, none means these
     */
    abstract List<Job> jobs(List<Integer> lengths, Extent extent);

    private static void add(
            List<Job> jobs, String benchmark, Mode mode, Map<String, String> parameters, String... arms) {
        for (String arm : arms) {
            jobs.add(new Job(benchmark, arm, parameters, mode));
        }
    }
}
