// SPDX-License-Identifier: Apache-2.0
/**
 * Shows that the library gives the same bits everywhere. {@link io.github.rmspropsimd.proof.Digests} computes one SHA-256
 * digest for each preset and compares it with the expected one. {@link io.github.rmspropsimd.proof.JvmMatrix} runs that in
 * fresh JVMs with many options. CONFORMANCE.md defines the workload, so that other languages can compute the digests too.
 */
package io.github.rmspropsimd.proof;
