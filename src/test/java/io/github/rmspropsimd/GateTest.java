// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the gate says in JVMs where SIMD can and cannot run, and that scalar code serves there. */
class GateTest {

    private static final String ADD = "add --add-modules jdk.incubator.vector to the java command line";

    @Test
    void simdRunsWithTheModule() {
        String out =
                FreshJvm.run(FreshJvm.VECTOR_MODULE, GateProbe.class, "door").checkedOut();

        assertLine(out, "available: true");
        assertLine(out, "explanation: SIMD runs with " + VectorLoop.lanes() + " lanes.");
        assertLine(out, "kernel: SIMD, SIMD serves. SIMD runs with " + VectorLoop.lanes() + " lanes.");
        assertLine(out, "simd: SIMD");
        assertLine(out, "default: same bits");
        assertLine(out, "door: same bits");
    }

    @Test
    void simdRunsInTheNamedModule() {
        String out = FreshJvm.runAsModule(FreshJvm.VECTOR_MODULE, GateProbe.class, "door")
                .checkedOut();

        assertLine(out, "simd: SIMD");
        assertLine(out, "door: same bits");
    }

    @Test
    void withoutTheModuleScalarServesAndOneWarningSaysWhatToAdd() {
        FreshJvm.Result result = FreshJvm.run(List.of("-verbose:class"), GateProbe.class);
        String out = result.checkedOut();

        assertRefused(out, "the module jdk.incubator.vector is not resolved; " + ADD);
        assertEquals(1, result.err().split("WARNING: SIMD is off", -1).length - 1, result.err());
        assertFalse(out.contains("VectorLoop"), "the vector loop was loaded before the gate had passed");
        assertFalse(out.contains("jdk.incubator.vector."), "a class of the Vector API was loaded");
        assertTrue(out.contains("ScalarLoop"), "the log of loaded classes is not there");
    }

    @Test
    void theNamedModuleRunsWithoutTheVectorModule() {
        assertRefused(
                FreshJvm.runAsModule(List.of(), GateProbe.class).checkedOut(),
                "the module jdk.incubator.vector is not resolved; " + ADD);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -Xint                    | this JVM only interprets (java.vm.info is interpreted mode
            -XX:TieredStopAtLevel=1  | C2 is off (TieredStopAtLevel is 1); remove -XX:TieredStopAtLevel
            -XX:TieredStopAtLevel=2  | C2 is off (TieredStopAtLevel is 2); remove -XX:TieredStopAtLevel
            -XX:TieredStopAtLevel=3  | C2 is off (TieredStopAtLevel is 3); remove -XX:TieredStopAtLevel
            """)
    void withoutC2ItIsRefusedAndTheLoopStillHasItsBits(String option, String reason) {
        String out = FreshJvm.run(plus(FreshJvm.VECTOR_MODULE, option), GateProbe.class, "door")
                .checkedOut();

        assertRefused(out, reason);
        assertLine(out, "door: same bits");
    }

    @Test
    void fewerThanFourLanesAreRefused() {
        Assumptions.assumeTrue(
                System.getProperty("os.arch").matches("amd64|x86_64"), "other processors have no such option");
        assertRefused(
                FreshJvm.run(plus(FreshJvm.VECTOR_MODULE, "-XX:MaxVectorSize=8"), GateProbe.class)
                        .checkedOut(),
                "vectors hold 2 floats here and at least 4 are needed");
    }

    @Test
    void thePropertyChoosesScalarWithoutAWarning() {
        FreshJvm.Result result =
                FreshJvm.run(plus(FreshJvm.VECTOR_MODULE, "-D" + SimdGate.PROPERTY + "=scalar"), GateProbe.class);

        assertRefused(result.checkedOut(), "the system property " + SimdGate.PROPERTY + " is scalar; remove it");
        assertFalse(result.err().contains("SIMD is off"), result.err());
    }

    @Test
    void thePropertyInsistsOnSimd() {
        FreshJvm.Result refused = FreshJvm.run(List.of("-D" + SimdGate.PROPERTY + "=simd"), GateProbe.class);
        assertEquals(1, refused.exit());
        assertTrue(
                refused.err().contains("UnsupportedOperationException: SIMD is off: the module jdk.incubator.vector"),
                refused.err());

        String out = FreshJvm.run(plus(FreshJvm.VECTOR_MODULE, "-D" + SimdGate.PROPERTY + "=simd"), GateProbe.class)
                .checkedOut();
        assertLine(out, "simd: SIMD");
    }

    @Test
    void aRuntimeOfTheBaseModuleAloneRunsScalar(@TempDir Path folder) {
        ToolProvider jlink = ToolProvider.findFirst("jlink").orElse(null);
        Assumptions.assumeTrue(jlink != null, "this runtime has no jlink");
        StringWriter log = new StringWriter();
        Path image = folder.resolve("image");
        int exit = jlink.run(
                new PrintWriter(log), new PrintWriter(log), "--add-modules", "java.base", "--output", image.toString());
        assertEquals(0, exit, log.toString());

        assertRefused(
                FreshJvm.run(image, List.of(), GateProbe.class).checkedOut(),
                "this Java runtime has no module jdk.incubator.vector; use a JDK");
    }

    private static void assertRefused(String out, String reason) {
        assertLine(out, "available: false");
        assertLine(out, "explanation: SIMD is off: " + reason);
        assertLine(out, "kernel: SCALAR, SCALAR serves. SIMD is off: " + reason);
        assertLine(out, "simd: java.lang.UnsupportedOperationException: SIMD is off: " + reason);
        assertLine(out, "default: same bits");
    }

    private static void assertLine(String out, String start) {
        assertTrue(out.lines().anyMatch(line -> line.startsWith(start)), () -> "no line '" + start + "' in\n" + out);
    }

    private static List<String> plus(List<String> options, String option) {
        List<String> all = new ArrayList<>(options);
        all.add(option);
        return all;
    }
}
