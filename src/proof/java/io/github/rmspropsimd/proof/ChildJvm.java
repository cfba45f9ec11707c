// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import jdk.test.whitebox.WhiteBox;

/** Commands that start a JVM with the Vector API. */
final class ChildJvm {

    private ChildJvm() {}

    static ProcessBuilder command(
            Path javaHome, List<String> options, String classPath, Class<?> main, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(javaHome.resolve("bin").resolve("java").toString());
        command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, main.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeAll(List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS"));
        return builder;
    }

    /** The options that open HotSpot's white box, whose class must come from the boot class path and nothing else may. */
    static List<String> whiteBoxOptions(Path folder) throws IOException {
        String file = WhiteBox.class.getName().replace('.', '/') + ".class";
        Path copy = folder.resolve(file);
        Files.createDirectories(copy.getParent());
        Files.write(copy, Files.readAllBytes(placeOf(WhiteBox.class).resolve(file)));
        return List.of(
                "-Xbootclasspath/a:" + folder,
                "-XX:+IgnoreUnrecognizedVMOptions",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:+WhiteBoxAPI");
    }

    static Path placeOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Such as 25.0.3, or "unknown" where the JDK does not say. */
    static String version(Path javaHome) {
        Properties release = new Properties();
        Path file = javaHome.resolve("release");
        if (Files.isReadable(file)) {
            try (var in = Files.newInputStream(file)) {
                release.load(in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return release.getProperty("JAVA_VERSION", "unknown").replace("\"", "");
    }

    /** Such as 25, or 0 where the JDK does not say. */
    static int feature(Path javaHome) {
        String first = version(javaHome).replaceAll("\\D.*", "");
        return first.isEmpty() ? 0 : Integer.parseInt(first);
    }
}
