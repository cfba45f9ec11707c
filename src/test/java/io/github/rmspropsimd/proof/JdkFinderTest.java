// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdkFinderTest {

    @TempDir
    private Path folder;

    private Path jdk(String name, String version) throws IOException {
        Path home = folder.resolve(name);
        Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.createFile(java);
        assertTrue(java.toFile().setExecutable(true));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        return home.toRealPath();
    }

    @Test
    void itLooksInTheEnvironmentAndBesideWhatItKnows() throws IOException {
        Path running = jdk("a/running", "25.0.1");
        Path beside = jdk("a/beside", "17.0.15");
        Path named = jdk("b/named", "21");
        Path usual = jdk("c/usual", "11.0.2");
        Files.createDirectories(folder.resolve("c/no-jdk"));
        JdkFinder finder = new JdkFinder(
                running,
                Map.of("JAVA21_HOME", named.toString(), "JAVA_HOME", "", "PATH", usual.toString()),
                List.of(folder.resolve("c"), folder.resolve("missing")));

        assertEquals(running, finder.find("25").orElseThrow().home());
        assertEquals(beside, finder.find("17").orElseThrow().home());
        assertEquals(named, finder.find("21").orElseThrow().home());
        assertEquals(usual, finder.find("11").orElseThrow().home());
        assertEquals(17, finder.find(beside.toString()).orElseThrow().feature());
        assertTrue(finder.find("8").isEmpty());
        assertTrue(finder.find(folder.toString()).isEmpty());
    }
}
