// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.proof;

import java.util.List;

/**
 * The command line of {@link Digests}, parsed by hand so that the command needs no library.
 *
 * @param backend scalar, simd, default or all
 * @param awaitAll whether each default kernel waits for SIMD, or only those of plain rules
 * @param requireSimd whether a run without SIMD is a failure
 * @param print whether to print digests only, from SCALAR
 */
record DigestsArguments(String backend, boolean awaitAll, boolean requireSimd, boolean print) {

    static final String USAGE = """
            Usage: Digests [--backend scalar|simd|default|all] [--await all|plain] [--require-simd] [--print]
              --backend       which kernels to run (default: all)
              --await         which default kernels wait for SIMD before their first step (default: all);
                              plain waits for the plain rule of each preset only, for slow machines
              --require-simd  exit code 3 unless SIMD is available and default kernels reach it
              --print         print each preset and its digest from SCALAR, without a comparison
            Exit codes: 0 all digests equal, 1 one differs, 2 usage, 3 SIMD required and missing
            """;

    private static final List<String> BACKENDS = List.of("scalar", "simd", "default", "all");
    private static final List<String> AWAITED = List.of("all", "plain");

    /**
     * Parses a command line.
     *
     * @throws IllegalArgumentException that says in one line what is wrong
     */
    static DigestsArguments parse(List<String> words) {
        String backend = "all";
        boolean awaitAll = true;
        boolean requireSimd = false;
        boolean print = false;
        for (int i = 0; i < words.size(); i++) {
            switch (words.get(i)) {
                case "--backend" -> backend = value(words, i++, BACKENDS);
                case "--await" -> awaitAll = value(words, i++, AWAITED).equals("all");
                case "--require-simd" -> requireSimd = true;
                case "--print" -> print = true;
                default -> throw new IllegalArgumentException("unknown argument '" + words.get(i) + "'");
            }
        }
        if (requireSimd && (print || backend.equals("scalar"))) {
            throw new IllegalArgumentException("--require-simd contradicts --print and --backend scalar");
        }
        return new DigestsArguments(backend, awaitAll, requireSimd, print);
    }

    /** The word after an option. */
    private static String value(List<String> words, int option, List<String> allowed) {
        String value = option + 1 < words.size() ? words.get(option + 1) : "nothing";
        if (!allowed.contains(value)) {
            throw new IllegalArgumentException(
                    words.get(option) + " needs one of " + String.join(", ", allowed) + ", not " + value);
        }
        return value;
    }

    boolean has(String name) {
        return backend.equals(name) || backend.equals("all");
    }
}
