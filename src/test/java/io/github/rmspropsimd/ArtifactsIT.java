// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged files: their names, sizes and contents. Runs after they are made. */
class ArtifactsIT {

    /** Folder and name, without what follows the version. */
    private static final String PREFIX = System.getProperty("artifacts", "target/rmsprop-simd");

    private static final Path BENCHMARKS = Path.of(PREFIX).resolveSibling("benchmarks.jar");

    private static final Set<String> LEGAL = Set.of("META-INF/LICENSE", "META-INF/NOTICE");

    /** What a release has besides the POM: each file of the classifiers. */
    private static final List<String> RELEASED = List.of(
            ".jar",
            "-sources.jar",
            "-javadoc.jar",
            "-benchmarks.jar",
            "-conformance.jar",
            "-conformance.zip",
            "-cyclonedx.json",
            "-cyclonedx.xml");

    @Test
    void theLibraryIsSmallAndHasNothingButItsClasses() throws IOException {
        Set<String> expected = new TreeSet<>(LEGAL);
        expected.add("META-INF/MANIFEST.MF");
        Path classes = FreshJvm.classesOf(RmsProp.class);
        try (Stream<Path> files = Files.walk(classes)) {
            files.map(file -> classes.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> name.endsWith(".class"))
                    .forEach(expected::add);
        }
        assertTrue(expected.contains("module-info.class"));
        assertEquals(expected, names(Path.of(PREFIX + ".jar")));
        assertTrue(Files.size(Path.of(PREFIX + ".jar")) < 100_000);
    }

    @Test
    void sourcesAreThoseOfTheLibrary() throws IOException {
        Set<String> expected = new TreeSet<>(LEGAL);
        expected.add("META-INF/MANIFEST.MF");
        Path sources = Snippet.ROOT.resolve("src/main/java");
        try (Stream<Path> files = Files.walk(sources)) {
            files.filter(Files::isRegularFile)
                    .map(file -> sources.relativize(file).toString().replace('\\', '/'))
                    .forEach(expected::add);
        }
        assertEquals(expected, names(Path.of(PREFIX + "-sources.jar")));
    }

    @Test
    void javadocIsThatOfTheInterface() throws IOException {
        Set<String> names = names(Path.of(PREFIX + "-javadoc.jar"));
        String module = "io.github.rmspropsimd/";
        for (String type : List.of("RmsProp", "RmsPropKernel", "RmsPropState", "Backend")) {
            assertTrue(names.contains(module + "io/github/rmspropsimd/" + type + ".html"), names::toString);
        }
        assertTrue(names.stream().noneMatch(name -> name.contains("/internal/")), names::toString);
        assertTrue(Files.size(Path.of(PREFIX + "-javadoc.jar")) < 300_000);
    }

    @Test
    void benchmarksRunByThemselvesAndSayWhatTheyContain() throws IOException {
        Set<String> names = names(BENCHMARKS);
        assertTrue(names.containsAll(LEGAL), names::toString);
        assertTrue(names.containsAll(Set.of("META-INF/DEPENDENCIES.md", "META-INF/THIRD-PARTY.txt", "LICENSE")));
        assertTrue(names.stream().noneMatch(name -> name.startsWith("org/junit") || name.startsWith("net/jqwik")));
        assertTrue(Files.size(BENCHMARKS) < 20_000_000);
        try (JarFile jar = new JarFile(BENCHMARKS.toFile())) {
            String main = jar.getManifest().getMainAttributes().getValue("Main-Class");
            assertTrue(names.contains(main.replace('.', '/') + ".class"), main);
        }
    }

    /** Neither time nor the JDK that runs Maven is in a jar, so that two builds give the same bytes. */
    @ParameterizedTest
    @ValueSource(strings = {".jar", "-sources.jar", "-javadoc.jar", "/../benchmarks.jar"})
    void jarsNameNoTimeAndNoMachine(String suffix) throws IOException {
        Path path = suffix.startsWith("/") ? BENCHMARKS : Path.of(PREFIX + suffix);
        String built = Pom.read().text("/project/properties/project.build.outputTimestamp");
        LocalDateTime time = LocalDateTime.parse(built.replace("Z", ""));
        int odd = time.getSecond() % 2; // archives count in steps of 2 s
        try (JarFile jar = new JarFile(path.toFile())) {
            for (ZipEntry entry : jar.stream().toList()) {
                assertEquals(time, entry.getTimeLocal().plusSeconds(odd), entry::getName);
            }
            Manifest manifest = jar.getManifest();
            String jdk = manifest.getMainAttributes().getValue("Build-Jdk-Spec");
            assertTrue(jdk == null || jdk.equals("25"), jdk);
        }
    }

    @Test
    void theBundleIsWhatMavenCentralGets() throws IOException {
        assumeTrue(Boolean.getBoolean("artifacts.release"), "no release build");
        boolean signed = !Boolean.getBoolean("artifacts.unsigned");
        Path prefix = Path.of(PREFIX);
        String version = Pom.read().text("/project/version");
        String folder = "io/github/rmsprop-simd/rmsprop-simd/" + version + "/";
        List<String> suffixes = new ArrayList<>(RELEASED);
        suffixes.add(".pom");
        Set<String> expected = new TreeSet<>();
        for (String suffix : suffixes) {
            String file = folder + prefix.getFileName() + suffix;
            expected.add(file);
            if (signed) {
                expected.add(file + ".asc");
            }
            for (String checksum : List.of("md5", "sha1", "sha256", "sha512")) {
                expected.add(file + "." + checksum);
            }
        }
        Path bundle = prefix.resolveSibling("central-publishing").resolve("central-bundle.zip");
        assertEquals(expected, names(bundle));
    }

    private static Set<String> names(Path archive) throws IOException {
        Set<String> names = new TreeSet<>();
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            zip.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(ZipEntry::getName)
                    .forEach(names::add);
        }
        return names;
    }
}
