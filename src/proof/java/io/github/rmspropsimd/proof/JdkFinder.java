// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds JDKs: the running one, those that environment variables name, and those beside them or in the usual folders. */
final class JdkFinder {

    private final List<Path> homes;

    JdkFinder(Path running, Map<String, String> environment, List<Path> folders) {
        Set<Path> named = new LinkedHashSet<>();
        named.add(running);
        environment.forEach((name, value) -> {
            if (name.startsWith("JAVA") && name.contains("HOME") && !value.isEmpty()) { // JAVA_HOME, JAVA17_HOME, ...
                named.add(Path.of(value));
            }
        });
        List<Path> all = new ArrayList<>(named);
        named.forEach(home -> all.addAll(children(home.toAbsolutePath().getParent())));
        folders.forEach(folder -> all.addAll(children(folder)));
        this.homes = all;
    }

    static JdkFinder ofThisMachine() {
        Path user = Path.of(System.getProperty("user.home"));
        return new JdkFinder(
                Path.of(System.getProperty("java.home")),
                System.getenv(),
                List.of(user.resolve(".sdkman/candidates/java"), user.resolve(".jdks"), user.resolve(".m2/jdks")));
    }

    private static List<Path> children(Path folder) {
        if (folder == null || !Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList();
        } catch (IOException e) { // not ours to read
            return List.of();
        }
    }

    /** A JDK by its feature version, such as 17, or by its home folder. */
    Optional<Jdk> find(String wanted) {
        if (!wanted.chars().allMatch(Character::isDigit)) {
            return jdk(Path.of(wanted));
        }
        int feature = Integer.parseInt(wanted);
        return homes.stream()
                .map(JdkFinder::jdk)
                .flatMap(Optional::stream)
                .filter(jdk -> jdk.feature() == feature)
                .findFirst();
    }

    private static Optional<Jdk> jdk(Path home) {
        try {
            return Files.isExecutable(home.resolve("bin").resolve("java"))
                    ? Optional.of(Jdk.of(home.toRealPath()))
                    : Optional.empty();
        } catch (IOException | RuntimeException e) { // no JDK, or one whose release file is none
            return Optional.empty();
        }
    }
}
