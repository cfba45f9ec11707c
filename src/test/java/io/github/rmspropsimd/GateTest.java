// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rmspropsimd.internal.loop.LoopCache;
import io.github.rmspropsimd.internal.warmup.SystemProperties;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the gate says in JVMs where SIMD can and cannot run, and that scalar code serves there. */
class GateTest {

    private static final String NOT_RESOLVED = "the module jdk.incubator.vector is not resolved; "
            + "add --add-modules jdk.incubator.vector to the java command line";

    @Test
    void simdRunsWithTheModule() {
        assertSimdRuns(FreshJvm.run(FreshJvm.VECTOR_MODULE, GateProbe.class, "door"));
    }

    @Test
    void simdRunsInTheNamedModule() {
        assertSimdRuns(FreshJvm.runAsModule(FreshJvm.VECTOR_MODULE, GateProbe.class, "door"));
    }

    @Test
    void withoutTheModuleScalarServesAndOneWarningSaysWhatToAdd() {
        FreshJvm.Result result = FreshJvm.run(List.of("-verbose:class"), GateProbe.class);

        assertRefused(result, NOT_RESOLVED);
        assertEquals(1, result.err().split("SIMD is off", -1).length - 1, result.err());
        assertFalse(result.out().contains("VectorLoop"), "the vector loop was loaded before the gate had passed");
        assertFalse(result.out().contains("jdk.incubator.vector."), "a class of the Vector API was loaded");
        assertTrue(result.out().contains("ScalarLoop"), "the log of loaded classes is not there");
    }

    @Test
    void theNamedModuleRunsWithoutTheVectorModule() {
        assertRefused(FreshJvm.runAsModule(List.of(), GateProbe.class), NOT_RESOLVED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -Xint                         | this JVM only interprets (java.vm.info is interpreted mode
            -XX:TieredStopAtLevel=1       | C2 is off (TieredStopAtLevel is 1); remove -XX:TieredStopAtLevel
            -XX:TieredStopAtLevel=2       | C2 is off (TieredStopAtLevel is 2); remove -XX:TieredStopAtLevel
            -XX:TieredStopAtLevel=3       | C2 is off (TieredStopAtLevel is 3); remove -XX:TieredStopAtLevel
            -XX:CompilationMode=quick-only| C2 is off (TieredStopAtLevel is
            """)
    void withoutC2ItIsRefusedAndTheLoopStillHasItsBits(String option, String reason) {
        FreshJvm.Result result = FreshJvm.run(plus(FreshJvm.VECTOR_MODULE, option), GateProbe.class, "door");

        assertRefused(result, reason);
        assertLine(result, "door steps: right");
        assertLine(result, "zeroing door steps: right");
    }

    @Test
    void withoutVectorSupportItIsRefused() {
        assertRefused(
                FreshJvm.run(
                        plus(
                                FreshJvm.VECTOR_MODULE,
                                "-XX:+UnlockExperimentalVMOptions",
                                "-XX:+UnlockDiagnosticVMOptions",
                                "-XX:-EnableVectorSupport"),
                        GateProbe.class),
                "C2's vector support is off; remove -XX:-EnableVectorSupport");
    }

    @Test
    void fewerThanFourLanesAreRefused() {
        assumeX86();
        assertRefused(
                FreshJvm.run(plus(FreshJvm.VECTOR_MODULE, "-XX:MaxVectorSize=8"), GateProbe.class),
                "vectors hold 2 floats here and at least 4 are needed");
    }

    @Test
    void withoutFusedMultiplyAddOnlyRulesThatFuseAreRefused() {
        assumeX86();
        List<String> options = plus(FreshJvm.VECTOR_MODULE, "-XX:-UseFMA");
        FreshJvm.Result result = FreshJvm.run(options, GateProbe.class);

        assertLine(result, "available: true");
        assertLine(result, "kernel: Running SIMD with ");
        assertFusedRefused(result);
        assertEquals(1, result.err().split("SIMD is off: this rule fuses", -1).length - 1, result.err());

        FreshJvm.Result demanded =
                FreshJvm.run(plus(options, "-D" + SystemProperties.BACKEND + "=simd"), GateProbe.class);
        assertEquals(1, demanded.exit());
        assertTrue(demanded.err().contains("UnsupportedOperationException: SIMD is off: this rule"), demanded.err());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -XX:UseAVX=0 | C2 has no square root of vectors without AVX (UseAVX is 0); remove -XX:UseAVX
            -Xcomp       | this JVM compiles each method before its first call, without the profile that vector loops need
            """)
    void whereC2WouldBoxTheVectorsItIsRefusedByName(String option, String reason) {
        assumeX86();
        assertRefused(FreshJvm.run(plus(FreshJvm.VECTOR_MODULE, option), GateProbe.class), reason);
    }

    private static void assertFusedRefused(FreshJvm.Result result) {
        assertLine(result, "fused kernel: Running SCALAR: this rule fuses multiplications with additions");
        assertLine(result, "fused simd: java.lang.UnsupportedOperationException: SIMD is off: this rule fuses");
        assertLine(result, "fused kernel steps: right");
    }

    private static void assumeX86() {
        Assumptions.assumeTrue(
                System.getProperty("os.arch").matches("amd64|x86_64"), "other processors have no such option");
    }

    @Test
    void thePropertyChoosesScalarWithoutAWarning() {
        FreshJvm.Result result = FreshJvm.run(
                plus(FreshJvm.VECTOR_MODULE, "-D" + SystemProperties.BACKEND + "=scalar"), GateProbe.class);

        assertRefused(result, "the system property " + SystemProperties.BACKEND + " is scalar; remove it");
        assertFalse(result.err().contains("SIMD is off"), result.err());
    }

    @Test
    void thePropertyInsistsOnSimd() {
        FreshJvm.Result refused = FreshJvm.run(List.of("-D" + SystemProperties.BACKEND + "=simd"), GateProbe.class);
        assertEquals(1, refused.exit());
        assertTrue(
                refused.err().contains("UnsupportedOperationException: SIMD is off: " + NOT_RESOLVED), refused.err());

        assertSimdRuns(FreshJvm.run(
                plus(FreshJvm.VECTOR_MODULE, "-D" + SystemProperties.BACKEND + "=simd"), GateProbe.class, "door"));
    }

    @Test
    void anotherValueOfThePropertyIsToldAndChangesNothing() {
        FreshJvm.Result result = FreshJvm.run(
                plus(FreshJvm.VECTOR_MODULE, "-D" + SystemProperties.BACKEND + "=SIMD"), GateProbe.class, "door");

        assertSimdRuns(result);
        assertTrue(
                result.err()
                        .contains(SystemProperties.BACKEND + " = SIMD must be one of auto, scalar, simd; using auto."),
                result.err());
    }

    @Test
    void aLinkageErrorIsARefusal(@TempDir Path folder) throws IOException {
        Path library = FreshJvm.classesOf(RmsProp.class);
        try (Stream<Path> files = Files.walk(library)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.endsWith("VectorLoop.class")) {
                    Path copy = folder.resolve(library.relativize(file).toString());
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy);
                }
            }
        }
        assertRefused(
                FreshJvm.run(
                        Path.of(System.getProperty("java.home")),
                        FreshJvm.VECTOR_MODULE,
                        List.of(folder, FreshJvm.classesOf(GateProbe.class)),
                        GateProbe.class.getName()),
                "this JDK's Vector API is not the one the library was compiled for (java.lang.NoClassDefFoundError");
    }

    @Test
    void runtimesOfFewModulesWork(@TempDir Path folder) {
        Path base = jlink(folder.resolve("base"), "java.base");
        assertRefused(
                FreshJvm.run(base, List.of(), FreshJvm.classPath(GateProbe.class), GateProbe.class.getName()),
                "this Java runtime has no module jdk.incubator.vector; use a JDK");

        Path withVectors = jlink(folder.resolve("with-vectors"), "java.base,jdk.incubator.vector");
        FreshJvm.Result result = FreshJvm.run(
                withVectors, FreshJvm.VECTOR_MODULE, FreshJvm.classPath(GateProbe.class), GateProbe.class.getName());
        assertRefused(
                result,
                "this Java runtime has no module jdk.management; use a JDK, or add both jdk.incubator.vector and"
                        + " jdk.management to the jlink image");

        Path withCounter = jlink(folder.resolve("with-counter"), "java.base,jdk.incubator.vector,jdk.management");
        assertSimdRuns(FreshJvm.run(
                withCounter,
                FreshJvm.VECTOR_MODULE,
                FreshJvm.classPath(GateProbe.class),
                GateProbe.class.getName(),
                "door"));
    }

    private static Path jlink(Path image, String modules) {
        ToolProvider jlink = ToolProvider.findFirst("jlink").orElse(null);
        Assumptions.assumeTrue(jlink != null, "this runtime has no jlink");
        StringWriter log = new StringWriter();
        PrintWriter writer = new PrintWriter(log);
        assertEquals(
                0, jlink.run(writer, writer, "--add-modules", modules, "--output", image.toString()), log.toString());
        return image;
    }

    private static void assertSimdRuns(FreshJvm.Result result) {
        int lanes = LoopCache.lanes();
        assertLine(result, "available: true");
        assertLine(result, "explanation: SIMD runs with " + lanes + " lanes.");
        for (String kernel : List.of("kernel: ", "zeroing kernel: ", "fused kernel: ", "simd: ")) {
            assertLine(result, kernel + "Running SIMD with " + lanes + " lanes, ");
        }
        for (String kernel : List.of("kernel", "zeroing kernel", "fused kernel", "door", "zeroing door")) {
            assertLine(result, kernel + " steps: right");
        }
    }

    private static void assertRefused(FreshJvm.Result result, String reason) {
        assertLine(result, "available: false");
        assertLine(result, "explanation: SIMD is off: " + reason);
        assertLine(result, "kernel: Running SCALAR: " + reason);
        assertLine(result, "zeroing kernel: Running SCALAR: " + reason);
        assertLine(result, "fused kernel: Running SCALAR: " + reason);
        assertLine(result, "simd: java.lang.UnsupportedOperationException: SIMD is off: " + reason);
        assertLine(result, "kernel steps: right");
        assertLine(result, "zeroing kernel steps: right");
        assertLine(result, "fused kernel steps: right");
    }

    private static void assertLine(FreshJvm.Result result, String start) {
        assertTrue(
                result.checkedOut().lines().anyMatch(line -> line.startsWith(start)),
                () -> "no line '" + start + "' in\n" + result.out());
    }

    private static List<String> plus(List<String> options, String... more) {
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of(more));
        return all;
    }
}
