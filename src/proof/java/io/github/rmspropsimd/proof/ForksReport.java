// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.proof;

import io.github.rmspropsimd.proof.Outliers.Outlier;
import java.util.List;
import java.util.Locale;

/** The tables of {@link Forks}. */
final class ForksReport {

    private final List<ForkResult> results;
    private final Outliers outliers;

    ForksReport(List<ForkResult> results, Outliers outliers) {
        this.results = results;
        this.outliers = outliers;
    }

    String markdown() {
        return toSimd() + "\n" + times() + "\n" + outliers();
    }

    private String toSimd() {
        return """
                | from `kernel()` to SIMD | JVMs | reached SIMD | least ms | median | 90th percentile | most |
                |---|--:|--:|--:|--:|--:|--:|
                """ + toSimd("`awaitSimd`", true) + toSimd("without, idle", false);
    }

    private String toSimd(String title, boolean awaited) {
        List<ForkResult> all =
                results.stream().filter(result -> result.awaited() == awaited).toList();
        double[] ms = all.stream()
                .filter(ForkResult::reachedSimd)
                .mapToDouble(ForkResult::milliseconds)
                .toArray();
        StringBuilder row = new StringBuilder("| %s | %d | %d |".formatted(title, all.size(), ms.length));
        for (double percent : new double[] {0, 50, 90, 100}) {
            row.append(ms.length == 0 ? " |" : String.format(Locale.ROOT, " %.0f |", Outliers.quantile(ms, percent)));
        }
        return row.append('\n').toString();
    }

    private String times() {
        StringBuilder table = new StringBuilder("""
                | n, set of arrays | least ns per step | median | 90th percentile | most | most ÷ median |
                |---|--:|--:|--:|--:|--:|
                """);
        for (int length : ForkArrays.LENGTHS) {
            for (Outliers.Key key : outliers.keys()) {
                if (key.length() == length) {
                    table.append(String.format(
                            Locale.ROOT,
                            "| %,d, %d | %.1f | %.1f | %.1f | %.1f | %.2f |%n",
                            length,
                            key.set(),
                            outliers.percentile(key, 0),
                            outliers.median(key),
                            outliers.percentile(key, 90),
                            outliers.percentile(key, 100),
                            outliers.percentile(key, 100) / outliers.median(key)));
                }
            }
        }
        return table.toString();
    }

    private String outliers() {
        if (outliers.list().isEmpty()) {
            return "No JVM took more than " + Outliers.LIMIT + " times the median of the same arrays.\n";
        }
        StringBuilder table = new StringBuilder("""
                | slow JVM | n, set | ns per step | ÷ median | places modulo 4 KiB | slow on |
                |--:|---|--:|--:|---|---|
                """);
        for (Outlier outlier : outliers.list()) {
            table.append(String.format(
                    Locale.ROOT,
                    "| %d | %,d, %d | %.1f | %.2f | %s | %s |%n",
                    outlier.jvm().jvm(),
                    outlier.point().length(),
                    outlier.point().set(),
                    outlier.point().nanoseconds(),
                    outlier.ratio(),
                    outlier.point().places(),
                    outlier.hint()));
        }
        return table.toString();
    }
}
