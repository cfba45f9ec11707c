// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.proof;

import io.github.rmspropsimd.Backend;
import io.github.rmspropsimd.port.RuleSetting;
import java.util.LinkedHashMap;
import java.util.Map;

/** Computes the digests of presets on SCALAR, on SIMD, and with default kernels. */
final class BackendRuns {

    private final Map<String, String> expected;
    private final boolean awaitAll;
    private final Map<String, DefaultKernels> byDefault = new LinkedHashMap<>();

    BackendRuns(Map<String, String> expected, boolean awaitAll) {
        this.awaitAll = awaitAll;
        this.expected = expected;
    }

    DigestRow scalar(String preset) {
        return fixed(preset, Backend.SCALAR);
    }

    /** Without a digest where SIMD cannot run the preset; the note then has the reason. */
    DigestRow simd(String preset) {
        try {
            return fixed(preset, Backend.SIMD);
        } catch (UnsupportedOperationException e) {
            return new DigestRow(preset, Backend.SIMD.name(), null, expected.get(preset), e.getMessage());
        }
    }

    private DigestRow fixed(String preset, Backend backend) {
        String status = RuleSetting.preset(preset).kernel(backend).status();
        String digest = DigestWorkload.digest(preset, rule -> Stepper.of(rule.kernel(backend)));
        return new DigestRow(preset, backend.name(), digest, expected.get(preset), status);
    }

    /** With default kernels, which wait for SIMD before their first step. */
    DigestRow byDefault(String preset) {
        DefaultKernels kernels = new DefaultKernels(preset, awaitAll);
        byDefault.put(preset, kernels);
        String digest = DigestWorkload.digest(preset, rule -> Stepper.of(kernels.of(rule)));
        return new DigestRow(preset, "default", digest, expected.get(preset), kernels.status());
    }

    /** The default kernels of the presets that have run, for what became of them since. */
    Map<String, DefaultKernels> defaultKernels() {
        return byDefault;
    }
}
