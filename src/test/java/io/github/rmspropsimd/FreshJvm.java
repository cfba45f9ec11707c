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
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Starts a JVM of the kind that runs the test, on the library's and the tests' own classes alone. */
final class FreshJvm {

    static final List<String> VECTOR_MODULE = List.of("--add-modules", "jdk.incubator.vector");

    private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

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
        return run(JAVA_HOME, options, classPath(main), main.getName(), arguments);
    }

    static Result run(Path javaHome, List<String> options, List<Path> classPath, String main, String... arguments) {
        String joined = classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        return start(javaHome, options, List.of("-cp", joined, main), arguments);
    }

    /** As the named module that the library is, with the test's classes patched in. */
    static Result runAsModule(List<String> options, Class<?> main, String... arguments) {
        String module = RmsProp.class.getPackageName();
        List<String> launch = List.of(
                "--module-path",
                classesOf(RmsProp.class).toString(),
                "--patch-module",
                module + "=" + classesOf(main),
                "--module",
                module + "/" + main.getName());
        return start(JAVA_HOME, options, launch, arguments);
    }

    static List<Path> classPath(Class<?> main) {
        return List.of(classesOf(RmsProp.class), classesOf(main));
    }

    static Path classesOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** The options of this JVM that decide the lane width, for a fresh JVM of the same width. */
    static List<String> laneWidthOptions() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("-XX:MaxVectorSize="))
                .toList();
    }

    private static Result start(Path javaHome, List<String> options, List<String> launch, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(javaHome.resolve("bin/java").toString()));
        command.addAll(options);
        command.addAll(launch);
        command.addAll(List.of(arguments));
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
