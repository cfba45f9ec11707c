// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rmspropsimd.proof.DigestWorkload;
import io.github.rmspropsimd.proof.ExpectedDigests;
import io.github.rmspropsimd.proof.Stepper;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The workload of the digests gives the expected digests on both backends. */
class DigestBitsTest {

    static final List<String> PRESETS = DigestWorkload.PRESETS;

    private static final Map<String, String> EXPECTED = ExpectedDigests.read();

    @BeforeEach
    void expectedJvm() {
        ExpectedJvm.requireOrSkip();
    }

    @ParameterizedTest
    @FieldSource("PRESETS")
    void bothBackendsGiveTheExpectedDigest(String preset) {
        for (Backend backend : Backend.values()) {
            String digest = DigestWorkload.digest(preset, rule -> Stepper.of(rule.kernel(backend)));
            assertEquals(EXPECTED.get(preset), digest, preset + " on " + backend);
        }
    }

    @Test
    void compiledDefaultKernelsGiveTheExpectedDigest() {
        String digest = DigestWorkload.digest("nd4j", rule -> {
            RmsPropKernel kernel = rule.kernel();
            assertTrue(isOnSimd(kernel), kernel.status());
            return Stepper.of(kernel);
        });
        assertEquals(EXPECTED.get("nd4j"), digest);
    }

    private static boolean isOnSimd(RmsPropKernel kernel) {
        try {
            return kernel.awaitSimd(Duration.ofMinutes(1));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
