// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.proof;

import io.github.rmspropsimd.Backend;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Prints the digest of each preset on each backend of this JVM, and whether it is the expected one. */
public final class Digests {

    static final int EQUAL = 0;
    static final int DIFFERENT = 1;
    static final int USAGE = 2;
    static final int NO_SIMD = 3;

    static final String JVM = "JVM: ";
    static final String SIMD = "SIMD: ";
    static final String STATUS = "status ";

    private final DigestsArguments arguments;
    private final PrintStream out;
    private final BackendRuns runs;
    private final List<DigestRow> rows = new ArrayList<>();

    Digests(DigestsArguments arguments, Map<String, String> expected, PrintStream out) {
        this.arguments = arguments;
        this.out = out;
        this.runs = new BackendRuns(expected, arguments.awaitAll());
    }

    public static void main(String[] words) {
        DigestsArguments arguments;
        try {
            arguments = DigestsArguments.parse(List.of(words));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.print(DigestsArguments.USAGE);
            System.exit(USAGE);
            return;
        }
        if (arguments.print()) {
            print(System.out);
            return;
        }
        System.exit(new Digests(arguments, ExpectedDigests.read(), System.out).run());
    }

    private static void print(PrintStream out) {
        BackendRuns runs = new BackendRuns(Map.of(), false);
        for (String preset : DigestWorkload.PRESETS) {
            out.println(preset + " " + runs.scalar(preset).digest());
        }
    }

    /** The exit code. */
    int run() {
        out.println(JVM + System.getProperty("java.version") + ", " + System.getProperty("java.vm.name") + " ("
                + System.getProperty("java.vm.info") + "), " + System.getProperty("os.arch"));
        out.println(SIMD + Backend.SIMD.explanation());
        out.println(DigestRow.HEADER);
        addRows("scalar", runs::scalar);
        addRows("simd", runs::simd);
        addRows("default", runs::byDefault);
        for (DigestRow row : rows) {
            if (row.digest() == null && !row.note().equals(Backend.SIMD.explanation())) {
                out.println("not run: " + row.preset() + " on " + row.backend() + ": " + row.note());
            }
        }
        runs.defaultKernels()
                .forEach((preset, kernels) -> out.println(
                        STATUS + preset + ": " + kernels.status() + " SIMD at the end: " + kernels.onSimd() + "."));
        return verdict();
    }

    private void addRows(String backend, Function<String, DigestRow> runs) {
        if (arguments.has(backend)) {
            for (String preset : DigestWorkload.PRESETS) {
                DigestRow row = runs.apply(preset);
                rows.add(row);
                out.println(row.line());
            }
        }
    }

    private int verdict() {
        long different = rows.stream().filter(DigestRow::differs).count();
        if (different > 0) {
            out.println(different + " of " + rows.size() + " digests differ from the expected ones.");
            return DIFFERENT;
        }
        long computed = rows.stream().filter(row -> row.digest() != null).count();
        String equal = computed + " of " + rows.size() + " digests computed, all equal.";
        List<String> missing = withoutSimd();
        if (arguments.requireSimd() && !missing.isEmpty()) {
            out.println(equal);
            out.println("SIMD is required and missing: " + String.join(", ", missing) + ".");
            return NO_SIMD;
        }
        out.println(equal);
        return EQUAL;
    }

    /** What did not run SIMD although it was to. */
    private List<String> withoutSimd() {
        List<String> missing = new ArrayList<>();
        rows.stream()
                .filter(row -> row.digest() == null)
                .forEach(row -> missing.add(row.preset() + " on " + row.backend()));
        runs.defaultKernels().forEach((preset, kernels) -> {
            if (!kernels.isPlainOnSimd()) {
                missing.add(preset + " by default");
            }
        });
        return missing;
    }
}
