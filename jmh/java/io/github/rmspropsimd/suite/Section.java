// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.suite;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A question that the suite answers. */
enum Section {

    /** One formula in eight programs. */
    PROGRAMS,

    /** Time over n: the library, loops, C and memory. */
    STEPS,

    /** The first calls of fresh JVMs. JMH has no part in it, so there are no jobs. */
    LATENCY,

    /** Other libraries, each on one thread. Only the build's profile "peers" has them. */
    PEERS;

    /** Elements whose three arrays, 48 MB, fit few caches. The limit of the memory says nothing about fewer. */
    static final int BEYOND_CACHES = 1 << 22;

    /** The forks of one round. Arms that are compared follow each other. */
    List<Job> jobs(List<Integer> lengths) {
        List<Job> jobs = new ArrayList<>();
        switch (this) {
            case PROGRAMS -> {
                add(jobs, "ProgramsBenchmark", Map.of(), "intrinsics");
                for (Program program : Program.values()) {
                    add(jobs, "ProgramsBenchmark", Map.of(), program.plain, program.library);
                }
            }
            case STEPS -> {
                for (int n : lengths) {
                    add(jobs, "StepBenchmark", n(n), "library", "plain", "scalar", "intrinsics");
                    if (n >= BEYOND_CACHES) {
                        add(jobs, "StepBenchmark", n(n), "memory");
                    }
                }
            }
            case PEERS -> {
                for (int n : lengths) {
                    for (Object peer : peers()) {
                        Map<String, String> parameters = Map.of("n", Integer.toString(n), "peer", peer.toString());
                        add(jobs, "PeerBenchmark", parameters, "library", "peer");
                    }
                }
            }
            case LATENCY -> {}
        }
        return jobs;
    }

    private static Map<String, String> n(int n) {
        return Map.of("n", Integer.toString(n));
    }

    private static List<?> peers() {
        try {
            return Arrays.asList(
                    Class.forName("io.github.rmspropsimd.peers.PeerLibrary").getEnumConstants());
        } catch (ClassNotFoundException e) {
            return List.of(); // not in this build
        }
    }

    private static void add(List<Job> jobs, String benchmark, Map<String, String> parameters, String... arms) {
        for (String arm : arms) {
            jobs.add(new Job(benchmark, arm, parameters));
        }
    }
}
