// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rmspropsimd.port.Vectors;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command that prints digests, and what the conformance document says of them. */
class DigestsTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private int run(Map<String, String> expected) {
        DigestsArguments arguments = DigestsArguments.parse(List.of("--backend", "scalar"));
        return new Digests(arguments, expected, new PrintStream(out, true, StandardCharsets.UTF_8)).run();
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void equalDigestsAreASuccess() {
        assertEquals(Digests.EQUAL, run(ExpectedDigests.read()), this::printed);
        assertTrue(printed().endsWith("7 of 7 digests computed, all equal." + System.lineSeparator()), this::printed);
    }

    @Test
    void oneDifferentDigestIsAFailureThatNamesThePreset() {
        Map<String, String> expected = new HashMap<>(ExpectedDigests.read());
        expected.put("keras", "0".repeat(64));
        assertEquals(Digests.DIFFERENT, run(expected), this::printed);
        List<String> no =
                printed().lines().filter(line -> line.contains("  NO, ")).toList();
        assertEquals(1, no.size(), this::printed);
        assertTrue(no.get(0).startsWith("keras "), this::printed);
        assertTrue(printed().contains("1 of 7 digests differ"), this::printed);
    }

    @Test
    void aPresetWithoutAnExpectedDigestIsAFailure() {
        assertEquals(Digests.DIFFERENT, run(Map.of()), this::printed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--backend",
                "--backend SCALAR",
                "--await some",
                "--prin",
                "--require-simd --print",
                "--require-simd --backend scalar"
            })
    void usageErrorsAreNamed(String words) {
        List<String> line = List.of(words.split(" ", -1));
        assertThrows(IllegalArgumentException.class, () -> DigestsArguments.parse(line));
    }

    @Test
    void everyPresetHasAnExpectedDigestAndTheDocumentHasTheSame() {
        Map<String, String> expected = ExpectedDigests.read();
        assertEquals(DigestWorkload.PRESETS, List.copyOf(expected.keySet()));
        for (int i = 0; i < DigestWorkload.PRESETS.size(); i++) {
            String preset = DigestWorkload.PRESETS.get(i);
            String row = "| `" + preset + "` | " + (i + 1) + " | `" + expected.get(preset) + "` |";
            assertTrue(Vectors.document().contains(row), row);
        }
    }

    @Test
    void theGeneratorIsTheOneOfTheDocument() {
        String word = Long.toHexString(new SplitMix64(0).next());
        assertTrue(Vectors.document().contains("From `state = 0`, the first word is " + word + "."), word);
    }
}
