// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What the checker makes of one wrong port. */
record MutantRun(Outcome outcome, List<String> report) {

    /** The groups that the port in C claims. */
    private static final List<String> GROUPS = List.of("d2l", "d2l-switches", "pytorch", Vectors.ROWS);

    private static final int SECONDS = 20;

    enum Outcome {
        NOT_COMPILED,
        /** It crashes, does not end, or writes what is not in the format: the line is told. */
        NO_OUTPUT,
        PASSES,
        RIGHT_CAUSE,
        NO_CAUSE,
        WRONG_CAUSE;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        }
    }

    /** Compiles it in the folder, runs it on the cases, and checks what it writes. */
    static MutantRun of(Mutant mutant, Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path source = Files.writeString(folder.resolve("mutant.c"), mutant.source());
        Path program = folder.resolve("mutant");
        Path messages = folder.resolve("messages.txt");
        List<String> compile =
                List.of("cc", "-O1", "-w", "-ffp-contract=off", "-o", program.toString(), source.toString(), "-lm");
        if (run(compile, null, messages) != 0) {
            return new MutantRun(Outcome.NOT_COMPILED, Files.readAllLines(messages));
        }
        StringBuilder cases = new StringBuilder();
        GROUPS.forEach(group -> cases.append(Vectors.resource("vectors/" + Vectors.casesFile(group))));
        Path input = Files.writeString(folder.resolve("input.txt"), cases);
        Path output = folder.resolve("output.txt");
        int exit = run(List.of(program.toString()), input, output);
        if (exit != 0) {
            return new MutantRun(Outcome.NO_OUTPUT, List.of("exit code " + exit));
        }
        try {
            String text = Files.readString(output, StandardCharsets.ISO_8859_1);
            return checked(mutant, OutputReader.read("output", text).results());
        } catch (MalformedOutputException e) {
            return new MutantRun(Outcome.NO_OUTPUT, List.of(e.getMessage()));
        } finally {
            for (Path file : List.of(source, program, messages, input, output)) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static MutantRun checked(Mutant mutant, Map<String, List<Map<Buffer, float[]>>> results) {
        Formulas formulas = Formulas.of(Vectors.document());
        List<String> report = new ArrayList<>();
        boolean fails = false;
        boolean right = false;
        boolean wrong = false;
        for (String group : GROUPS) {
            GroupCheck check = GroupCheck.of(VectorSet.of(CaseText.VERSION), group, formulas, results);
            if (!check.reaches(Level.BITS)) {
                fails = true;
                report.addAll(check.report());
                String causes = String.join("\n", check.causes());
                boolean matches = mutant.cause().matcher(causes).find();
                matches |= check.where().stream()
                        .anyMatch(line ->
                                isExact(line) && mutant.cause().matcher(line).find());
                right |= matches;
                wrong |= !matches && !causes.isEmpty();
            }
        }
        if (!fails) {
            return new MutantRun(Outcome.PASSES, report);
        }
        return new MutantRun(wrong ? Outcome.WRONG_CAUSE : right ? Outcome.RIGHT_CAUSE : Outcome.NO_CAUSE, report);
    }

    /** Whether it names the very elements that are wrong. */
    private static boolean isExact(String line) {
        return line.contains(Diagnosis.EXACTLY) || line.contains(Diagnosis.OUTSIDE);
    }

    private static int run(List<String> command, Path input, Path output) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(output.toFile());
        if (input != null) {
            builder.redirectInput(input.toFile());
        }
        Process process = builder.start();
        try {
            return process.waitFor(SECONDS, TimeUnit.SECONDS) ? process.exitValue() : -1;
        } finally {
            process.destroyForcibly();
        }
    }
}
