// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.proof;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Mutation testing of the loops: makes wrong forms of {@code ScalarLoop} and {@code VectorLoop}, and runs the tests of bits on
 * each in a JVM of its own. PIT does not reach these classes, since the library reads their class files again.
 *
 * <p>Arguments: the folder of the sources, the folder for results, and optionally the simple name of one loop. It prints each
 * mutant with the test that fails, and the survivors at the end. Exit code 1 if less than nine in ten mutants are killed.
 */
final class LoopMutants {

    private static final List<String> LOOPS = List.of("ScalarLoop", "VectorLoop");
    private static final String PACKAGE = "io/github/rmspropsimd/internal/loop/";
    private static final int SECONDS = 120;

    private final Path classes;
    private final List<String> survivors = new ArrayList<>();
    private final Map<String, Integer> killers = new TreeMap<>();
    private int killed;
    private int notCompiled;

    private LoopMutants(Path folder) {
        this.classes = folder.resolve("classes");
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length < 2) {
            System.err.println("usage: LoopMutants SOURCES RESULTS [LOOP]");
            System.exit(2);
        }
        Path sources = Path.of(arguments[0]);
        LoopMutants mutants = new LoopMutants(Path.of(arguments[1]));
        for (String loop : arguments.length > 2 ? List.of(arguments[2]) : LOOPS) {
            mutants.test(sources.resolve(PACKAGE + loop + ".java"));
        }
        System.exit(mutants.report() ? 0 : 1);
    }

    private void test(Path file) throws IOException, InterruptedException {
        List<SourceMutations.Mutant> all = SourceMutations.of(Files.readString(file));
        for (int i = 0; i < all.size(); i++) {
            SourceMutations.Mutant mutant = all.get(i);
            String name = file.getFileName() + " " + mutant;
            String outcome;
            if (!compile(file, mutant.source())) {
                notCompiled++;
                outcome = "does not compile";
            } else {
                outcome = killer();
                if (outcome == null) {
                    survivors.add(name);
                    outcome = "SURVIVED";
                } else {
                    killed++;
                    killers.merge(outcome, 1, Integer::sum);
                }
            }
            System.out.printf(Locale.ROOT, "%3d of %d  %-20s %s%n", i + 1, all.size(), outcome, name);
        }
    }

    /** Into a folder that comes first on the class path. */
    private boolean compile(Path original, String source) throws IOException {
        Path output = classes.resolve("out");
        Path file = classes.resolve("source").resolve(original.getFileName());
        Files.createDirectories(output);
        Files.createDirectories(file.getParent());
        Files.writeString(file, source);
        for (String loop : LOOPS) {
            Files.deleteIfExists(output.resolve(PACKAGE + loop + ".class"));
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(d -> {}, Locale.ROOT, null)) {
            List<String> options =
                    List.of("-d", output.toString(), "-proc:none", "-nowarn", "--add-modules", "jdk.incubator.vector");
            return compiler.getTask(null, files, d -> {}, options, null, files.getJavaFileObjects(file))
                    .call();
        }
    }

    /** The test class that fails, or null. */
    private String killer() throws IOException, InterruptedException {
        Path out = classes.resolve("out.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules",
                        "jdk.incubator.vector",
                        "-Djqwik.tries.default=200",
                        "-Djdk.expected=" + Runtime.version().feature(),
                        "-cp",
                        classes.resolve("out") + File.pathSeparator + System.getProperty("java.class.path"),
                        BitsTests.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            return "timeout";
        }
        return process.exitValue() == 0
                ? null
                : Files.readString(out)
                        .lines()
                        .filter(line -> line.startsWith(BitsTests.FAILED))
                        .map(line -> line.substring(BitsTests.FAILED.length()))
                        .findFirst()
                        .orElse("JVM");
    }

    private boolean report() {
        int tested = killed + survivors.size();
        System.out.printf(
                Locale.ROOT,
                "%d mutants, %d killed (%.1f %%), %d survived; %d more did not compile%n",
                tested,
                killed,
                100.0 * killed / tested,
                survivors.size(),
                notCompiled);
        System.out.println("Killed by " + killers);
        survivors.forEach(survivor -> System.out.println("SURVIVED " + survivor));
        return killed >= 0.9 * tested;
    }
}
