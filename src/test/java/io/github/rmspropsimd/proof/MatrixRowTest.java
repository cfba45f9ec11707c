// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A row of the matrix says what failed, from what {@link Digests} printed. */
class MatrixRowTest {

    private static final String DIGEST = "0123456789abcdef".repeat(4);
    private static final String ON_SIMD = "Running SIMD with 8 lanes, compiled after 5 ms of warm-up.";

    private static DigestRow digest(String preset, String backend, String expected) {
        return new DigestRow(preset, backend, DIGEST, expected, ON_SIMD);
    }

    private static String status(String preset, String sentence, int onSimd) {
        return Digests.STATUS + preset + ": " + sentence + " SIMD at the end: " + onSimd + " of 12 kernels.";
    }

    private static MatrixRow row(Integer exit, String... lines) {
        OptionSet set = new OptionSet(List.of("-XX:UseAVX=3"));
        JvmRun run = new JvmRun(exit, String.join("\n", lines) + "\n", Duration.ofSeconds(7));
        return new MatrixRow(25, set, List.of(), run);
    }

    @Test
    void equalDigestsAndSimdAreNoProblem() {
        MatrixRow row = row(
                0,
                "OpenJDK 64-Bit Server VM warning: UseAVX=3 is not supported on this CPU, setting it to UseAVX=2",
                DigestRow.HEADER,
                digest("d2l", "SCALAR", DIGEST).line(),
                digest("nd4j", "SCALAR", DIGEST).line(),
                digest("d2l", "SIMD", DIGEST).line(),
                new DigestRow("pytorch", "SIMD", null, DIGEST, "SIMD is off: no fused multiply-add.").line(),
                digest("d2l", "default", DIGEST).line(),
                status("d2l", ON_SIMD, 12),
                status("pytorch", "Running SCALAR: no fused multiply-add.", 0));
        assertEquals(Optional.empty(), row.problem());
        assertEquals("2 equal", row.verdict("SCALAR"));
        assertEquals("1 equal, 1 not run", row.verdict("SIMD"));
        assertEquals("1 equal", row.verdict("default"));
        assertEquals("12 of 24", row.onSimd());
        assertEquals(ON_SIMD + " pytorch: Running SCALAR: no fused multiply-add.", row.status());
        assertEquals("UseAVX=3 is not supported on this CPU, setting it to UseAVX=2", row.notes());
    }

    @Test
    void aDifferentDigestIsNamed() {
        MatrixRow row = row(
                1,
                digest("d2l", "SCALAR", DIGEST).line(),
                digest("optax", "SIMD", DIGEST.replace('0', '1')).line(),
                status("d2l", ON_SIMD, 12));
        assertEquals(Optional.of("different digests: optax on SIMD"), row.problem());
        assertEquals("1 **different**", row.verdict("SIMD"));
    }

    @Test
    void aJvmThatHangsOrFailsIsNamed() {
        assertEquals(
                Optional.of("still running after 7 s"),
                row(null, DigestRow.HEADER).problem());
        assertEquals(
                Optional.of("exit code 3: Terminating due to java.lang.OutOfMemoryError: Java heap space"),
                row(3, DigestRow.HEADER, "Terminating due to java.lang.OutOfMemoryError: Java heap space", "")
                        .problem());
        assertEquals(
                Optional.of("no status was printed"), row(0, DigestRow.HEADER).problem());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Running SIMD with 8 lanes, compiled after 5 ms of warm-up. | true
                    Running SCALAR: this JVM only interprets; remove -Xint. | true
                    Running SCALAR until the vector loop is compiled again: the JVM dropped its compiled code. | true
                    Running SCALAR until the vector loop is compiled. | false
                    Running SCALAR. | false
                    """)
    void scalarNeedsAReason(String status, boolean named) {
        assertEquals(named, row(0, status("d2l", status, 0)).problem().isEmpty());
    }

    /** What a fresh JVM really prints is understood, and a bound on its time is kept. */
    @Test
    void aRealJvmIsRead() throws Exception {
        Jdk jdk =
                JdkFinder.ofThisMachine().find(System.getProperty("java.home")).orElseThrow();
        OptionSet set = new OptionSet(List.of("-Dio.github.rmspropsimd.backend=scalar"));
        MatrixRow row = new MatrixRow(jdk.feature(), set, List.of(), JvmRun.digests(jdk, set, Duration.ofMinutes(4)));
        assertEquals(Optional.empty(), row.problem(), row.run().output());
        assertEquals("7 equal", row.verdict("default"));
        assertEquals("7 not run", row.verdict("SIMD"));
        assertTrue(row.status().contains("backend is scalar"), row.status());

        JvmRun tooLong = JvmRun.digests(jdk, set, Duration.ofMillis(1));
        assertTrue(new MatrixRow(jdk.feature(), set, List.of(), tooLong)
                .problem()
                .orElseThrow()
                .startsWith("still running"));
    }

    @Test
    void whatAJdkLacksIsLeftOut() throws Exception {
        Set<String> flags = Set.of("UseAVX", "UnlockDiagnosticVMOptions", "StressIGVN");
        OptionSet stress = new OptionSet(
                List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:+StressIGVN", "-XX:StressSeed=42", "-Xmx64m"));
        assertFalse(stress.isPointless(flags));
        assertEquals(List.of("-XX:StressSeed=42"), stress.unknown(flags));
        assertEquals(
                List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:+StressIGVN", "-Xmx64m"),
                stress.known(flags).options());
        assertTrue(new OptionSet(List.of("-XX:+UseNoSuchThing")).isPointless(flags));

        Jdk jdk =
                JdkFinder.ofThisMachine().find(System.getProperty("java.home")).orElseThrow();
        Set<String> real = JvmRun.flags(jdk);
        assertTrue(
                real.containsAll(Set.of("UseSerialGC", "ReservedCodeCacheSize", "TieredStopAtLevel", "UseEpsilonGC")));
    }
}
