// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Starts a JVM of the kind that runs the test, on the library's and the tests' own classes alone. */
final class FreshJvm {

    static final List<String> VECTOR_MODULE = List.of("--add-modules", "jdk.incubator.vector");

    /** What it printed, and how it ended. */
    record Result(int exit, String out, String err) {

        String checkedOut() {
            if (exit != 0) {
                throw new AssertionError("exit " + exit + "\n" + out + "\n" + err);
            }
            return out;
        }
    }

    private FreshJvm() {}

    static Result run(List<String> options, Class<?> main, String... arguments) {
        return run(Path.of(System.getProperty("java.home")), options, main, arguments);
    }

    static Result run(Path javaHome, List<String> options, Class<?> main, String... arguments) {
        return start(javaHome, options, List.of(classesOf(RmsProp.class), classesOf(main)), main.getName(), arguments);
    }

    static Result runClass(List<String> options, List<Path> classPath, String main) {
        return start(Path.of(System.getProperty("java.home")), options, classPath, main);
    }

    private static Result start(
            Path javaHome, List<String> options, List<Path> classPath, String main, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(javaHome.resolve("bin/java").toString()));
        command.addAll(options);
        command.add("-cp");
        command.add(classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        command.add(main);
        command.addAll(Arrays.asList(arguments));
        return start(command);
    }

    /** As the named module that the library is, with the test's classes patched in. */
    static Result runAsModule(List<String> options, Class<?> main, String... arguments) {
        String module = RmsProp.class.getPackageName();
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
        command.addAll(options);
        command.addAll(List.of("--module-path", classesOf(RmsProp.class).toString()));
        command.addAll(List.of("--patch-module", module + "=" + classesOf(main)));
        command.addAll(List.of("--module", module + "/" + main.getName()));
        command.addAll(Arrays.asList(arguments));
        return start(command);
    }

    /** The options of this JVM that decide the lane width, for a fresh JVM of the same width. */
    static List<String> laneWidthOptions() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("-XX:MaxVectorSize="))
                .toList();
    }

    static Path classesOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static Result start(List<String> command) {
        try {
            Path out = Files.createTempFile("fresh-jvm", ".out");
            Path err = Files.createTempFile("fresh-jvm", ".err");
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().keySet().removeAll(List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS"));
            Process process = builder.redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            try {
                if (!process.waitFor(5, TimeUnit.MINUTES)) {
                    throw new AssertionError("still running after 5 minutes: " + command);
                }
                return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
            } finally {
                process.destroyForcibly();
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
