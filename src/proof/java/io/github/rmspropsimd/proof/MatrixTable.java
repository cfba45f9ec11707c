// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.proof;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.software.os.OperatingSystem;

/** The matrix as Markdown, with the machine and the command above it. */
final class MatrixTable {

    private static final String HEAD = """
            # The same bits on every JVM

            This page shows the digests under many options of the JVM.

            A fresh JVM for each set of options computes the digest of each of the seven presets, and compares it with the
            expected one: on SCALAR, on SIMD, and with default kernels that wait for SIMD before their first step. "Equal" counts
            presets. "Kernels on SIMD" counts default kernels at the end. The status is the final sentence of the default kernel of
            `d2l`, and of other presets whose backend differs.

            """;

    private MatrixTable() {}

    static String of(List<Jdk> jdks, List<MatrixRow> rows, String command) {
        StringBuilder text = new StringBuilder(HEAD);
        SystemInfo system = new SystemInfo();
        CentralProcessor processor = system.getHardware().getProcessor();
        text.append("- Processor: ")
                .append(processor.getProcessorIdentifier().getName().strip());
        text.append(", ").append(processor.getLogicalProcessorCount()).append(" logical processors\n");
        OperatingSystem os = system.getOperatingSystem();
        text.append("- System: ")
                .append(os.getFamily())
                .append(' ')
                .append(os.getVersionInfo().getVersion())
                .append(", ");
        text.append(System.getProperty("os.arch")).append('\n');
        text.append("- JDKs: ")
                .append(jdks.stream().map(Jdk::version).collect(Collectors.joining(", ")))
                .append('\n');
        text.append("- Date: ").append(LocalDate.now(ZoneOffset.UTC)).append('\n');
        text.append("- Command: `").append(command).append("`\n");
        long skipped = rows.stream().filter(MatrixRow::isSkipped).count();
        long failed = rows.stream().filter(row -> row.problem().isPresent()).count();
        text.append("- Result: ")
                .append(rows.size() - skipped)
                .append(" JVMs, ")
                .append(failed)
                .append(" failed; ");
        text.append(skipped).append(" more skipped because the JDK lacks the option\n\n");
        text.append("| JDK | options | SCALAR | SIMD | default | kernels on SIMD | result | final status | notes |\n");
        text.append("|---|---|---|---|---|---|---|---|---|\n");
        rows.forEach(row -> text.append(line(row)));
        return text.toString();
    }

    private static String line(MatrixRow row) {
        List<String> cells = row.isSkipped()
                ? List.of("-", "-", "-", "-", "skipped", "-", row.notes())
                : List.of(
                        row.verdict("SCALAR"),
                        row.verdict("SIMD"),
                        row.verdict("default"),
                        row.onSimd(),
                        row.problem().map(problem -> "**FAILED**: " + problem).orElse("ok"),
                        row.status(),
                        row.notes());
        return "| " + row.jdk() + " | `" + row.set() + "` | "
                + cells.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ")) + " |\n";
    }
}
