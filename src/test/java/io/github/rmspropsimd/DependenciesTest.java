// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of dependencies names each of them with a licence, and each version is fixed. */
class DependenciesTest {

    private static final Pattern COORDINATES = Pattern.compile("`([\\w.-]+:[\\w.*-]+)`");

    @Test
    void thePageNamesEachDependencyOfTheBuild() throws IOException {
        Set<String> listed = listed("");
        Set<String> missing = new TreeSet<>(Pom.read().coordinates());
        missing.removeIf(artifact -> listed.contains(artifact) || listed.contains(artifact.replaceFirst(":.*", ":*")));
        assertEquals(Set.of(), missing);
    }

    @Test
    void thePageNamesNothingElse() throws IOException {
        Set<String> used = new TreeSet<>(Pom.read().coordinates());
        used.addAll(inBenchmarks());
        used.add("com.palantir.javaformat:palantir-java-format"); // named by its version alone
        used.addAll(used.stream()
                .map(artifact -> artifact.replaceFirst(":.*", ":*"))
                .toList());
        Set<String> stale = listed("");
        stale.removeAll(used);
        assertEquals(Set.of(), stale);
    }

    @Test
    void theFirstTableIsWhatBenchmarksJarContains() throws IOException {
        assertEquals(inBenchmarks(), listed("In benchmarks.jar"));
    }

    @Test
    void versionsAreFixed() throws IOException {
        List<String> loose = new ArrayList<>();
        for (String version : Pom.read().texts("//*[self::dependency or self::plugin or self::path]/version")) {
            if (!version.matches("\\$\\{[\\w.-]+\\.version}|[0-9][\\w.-]*") || version.endsWith("-SNAPSHOT")) {
                loose.add(version);
            }
        }
        for (String version :
                Pom.read().texts("//properties[parent::project or parent::profile]/*[contains(name(), '.version')]")) {
            if (!version.matches("[0-9][\\w.-]*") || version.endsWith("-SNAPSHOT")) {
                loose.add(version);
            }
        }
        assertEquals(List.of(), loose);
    }

    /** The artifacts in the tables' rows, of one section or of all. */
    private static Set<String> listed(String section) throws IOException {
        String page = Files.readString(Snippet.ROOT.resolve("src/site/markdown/dependencies.md"));
        Set<String> listed = new TreeSet<>();
        for (String part : page.split("\n## ", -1)) {
            if (part.startsWith(section)) {
                part.lines().filter(line -> line.startsWith("| ")).forEach(row -> {
                    COORDINATES.matcher(row).results().forEach(match -> listed.add(match.group(1)));
                    String[] cells = row.split("\\|", -1);
                    assertTrue(!cells[1].contains("`") || !cells[2].isBlank(), row);
                });
            }
        }
        return listed;
    }

    private static Set<String> inBenchmarks() throws IOException {
        String descriptor = Files.readString(Snippet.ROOT.resolve("jmh/benchmarks.xml"));
        Stream<String> includes = Arrays.stream(descriptor.split("<include>", -1))
                .skip(1)
                .map(text -> text.substring(0, text.indexOf("</include>")));
        Set<String> artifacts = new TreeSet<>();
        includes.filter(include -> include.contains(":")).forEach(artifacts::add);
        return artifacts;
    }
}
