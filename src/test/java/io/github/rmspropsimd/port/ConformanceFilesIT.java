// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged zip has all that a porter needs, and the jar in it runs by itself. */
class ConformanceFilesIT {

    private static final Path ROOT = Path.of(System.getProperty("basedir", "."));
    private static final Path ZIP = Path.of(System.getProperty("conformance.zip"));
    private static final String FOLDER = "rmsprop-conformance/";
    private static final int MOST_JAR_BYTES = 1_000_000;

    @TempDir
    private static Path unpacked;

    private static Path folder;

    @BeforeAll
    static void unpack() throws IOException {
        Set<Object> times = new HashSet<>();
        try (ZipFile zip = new ZipFile(ZIP.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                assertTrue(entry.getName().startsWith(FOLDER), entry.getName());
                times.add(entry.getTimeLocal());
                Path file = unpacked.resolve(entry.getName());
                if (!entry.isDirectory()) {
                    Files.createDirectories(file.getParent());
                    Files.write(file, zip.getInputStream(entry).readAllBytes());
                }
            }
        }
        assertEquals(1, times.size(), "not reproducible: " + times);
        folder = unpacked.resolve(FOLDER);
    }

    private static Set<String> filesIn(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void theZipHasTheDocumentTheSchemaAndThePortsOfTheSources() throws IOException {
        Path sources = ROOT.resolve("src/port");
        Set<String> expected = new TreeSet<>(filesIn(sources));
        expected.removeIf(file -> file.matches("(java|assembly)/.*|.*__pycache__.*"));
        for (String file : expected) {
            assertEquals(-1, Files.mismatch(sources.resolve(file), folder.resolve(file)), file);
        }
        expected.addAll(List.of("LICENSE", "README.md", "conformance.jar"));
        Vectors.GROUPS.forEach(group -> expected.add("json/" + group + ".json"));
        expected.add("json/" + Vectors.MANIFEST);
        assertEquals(expected, filesIn(folder));
    }

    /** Each file of such a folder, and no other, has its hash in the manifest there. */
    @Test
    void theManifestsHaveTheHashesOfTheirFolders() throws IOException {
        List<String> manifests = filesIn(folder).stream()
                .filter(file -> file.endsWith(Vectors.MANIFEST))
                .toList();
        assertTrue(
                manifests.containsAll(
                        List.of("json/MANIFEST.sha256", "vectors/MANIFEST.sha256", "vectors/v1/MANIFEST.sha256")),
                "" + manifests);
        for (String manifest : manifests) {
            Path place = folder.resolve(manifest).getParent();
            Map<String, String> texts = new TreeMap<>();
            for (String file : filesIn(place)) {
                if (!file.contains("/") && !file.equals(Vectors.MANIFEST)) {
                    texts.put(file, Files.readString(place.resolve(file)));
                }
            }
            String lines = Files.readString(folder.resolve(manifest)).replaceAll("(?m)^#.*\n", "");
            assertEquals(Vectors.manifest(texts), lines, manifest);
        }
    }

    @Test
    void theJsonIsThatOfTheLines() throws IOException {
        for (String group : Vectors.GROUPS) {
            String json = Files.readString(folder.resolve("json").resolve(group + ".json"));
            assertTrue(JsonCases.of(group).equals(json), group);
        }
    }

    /** In a JVM without options, and in a folder without anything else. */
    @Test
    void theJarRunsByItself(@TempDir Path elsewhere) throws IOException {
        Path jar = Files.copy(folder.resolve("conformance.jar"), elsewhere.resolve("conformance.jar"));
        assertTrue(Files.size(jar) < MOST_JAR_BYTES, Files.size(jar) + " bytes");
        assertEquals("", printed(0, jar, "--cases", "nd4j").replace(Vectors.casesText("nd4j"), ""));

        List<String> all = new ArrayList<>();
        Vectors.GROUPS.forEach(group -> all.add(
                folder.resolve("vectors").resolve(Vectors.resultsFile(group)).toString()));
        String verdict = printed(0, jar, all.toArray(String[]::new));
        assertTrue(verdict.endsWith("PASS at level bits: " + String.join(", ", Vectors.GROUPS) + "\n"), verdict);

        String wrong = Vectors.resultsText("nd4j").replace(" 3f", " 3e");
        Path output = Files.writeString(elsewhere.resolve("output.txt"), wrong, StandardCharsets.US_ASCII);
        assertTrue(printed(1, jar, output.toString()).contains("likeliest cause: "));
        printed(2, jar, "chek");
    }

    /** In a folder with the zip alone, one after the other. */
    @Test
    void theCommandsOfThePageDoWhatItSays(@TempDir Path elsewhere) throws IOException {
        for (String tool : List.of("bash", "cc")) {
            PortProcess.assume(tool, "--version");
        }
        PortProcess.assume("unzip", "-v");
        String page = Files.readString(ROOT.resolve("src/site/markdown/porting.md"));
        String commands = Pattern.compile("```bash\n(.*?)```", Pattern.DOTALL)
                .matcher(page)
                .results()
                .map(block -> block.group(1))
                .collect(Collectors.joining());
        assertTrue(commands.lines().count() >= 9, commands);
        Files.copy(ZIP, elsewhere.resolve(ZIP.getFileName()));
        Path java = Path.of(System.getProperty("java.home"), "bin");
        Path script = Files.writeString(
                elsewhere.resolve("page.sh"), "cd '" + elsewhere + "'\nPATH='" + java + "':$PATH\n" + commands);
        Path output = elsewhere.resolve("printed.txt");
        assertEquals(0, PortProcess.run(List.of("bash", script.toString()), null, output), Files.readString(output));
        String printed = Files.readString(output);
        assertTrue(printed.startsWith("rmsprop-case "), printed);
        assertTrue(printed.contains("\nPASS at level bits: d2l, pytorch\n"), printed);
        assertTrue(
                printed.lines().noneMatch(line -> line.matches(".*(not found|No such|No verdict|rror:).*")), printed);
        String badge = Files.readString(elsewhere.resolve(FOLDER).resolve("badge.json"));
        assertTrue(badge.contains("\"message\": \"bits: d2l, pytorch\""), badge);
    }

    private static String printed(int exit, Path jar, String... arguments) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(java, "-jar", jar.toString()));
        command.addAll(List.of(arguments));
        Path output = jar.resolveSibling("printed.txt");
        int actual = PortProcess.run(command, null, output);
        String printed = Files.readString(output).replace("\r", "");
        assertEquals(exit, actual, printed);
        return printed;
    }

    @Test
    void theJarHasTheCheckerAndWhatItUses() throws IOException {
        try (JarFile jar = new JarFile(folder.resolve("conformance.jar").toFile())) {
            JavaClasses classes = new ClassFileImporter().importJar(jar);
            Set<String> names = classes.stream().map(JavaClass::getName).collect(Collectors.toSet());
            Set<String> missing = classes.stream()
                    .map(JavaClass::getDirectDependenciesFromSelf)
                    .flatMap(Collection::stream)
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(type -> !type.isPrimitive())
                    .map(JavaClass::getName)
                    .filter(name -> !names.contains(name) && !name.matches("(javax?|com\\.sun|jdk)\\..*"))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(Set.of(), missing);
            for (String name : names) {
                String source = "java/" + name.replaceFirst("\\$.*", "").replace('.', '/') + ".java";
                boolean belongs = Files.exists(ROOT.resolve("src/main").resolve(source))
                        || Files.exists(ROOT.resolve("src/port").resolve(source));
                assertTrue(belongs, name + " has no place in this jar");
            }
        }
    }
}
