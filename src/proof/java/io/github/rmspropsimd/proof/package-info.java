// SPDX-License-Identifier: Apache-2.0
/**
 * Shows that the library gives the same bits everywhere. {@link io.github.rmspropsimd.proof.Digests} computes one SHA-256
 * digest for each preset and compares it with the expected one. {@link io.github.rmspropsimd.proof.JvmMatrix} runs that in
 * fresh JVMs with many options. CONFORMANCE.md defines the workload, so that other languages can compute the digests too.
 *
 * <p>{@link io.github.rmspropsimd.proof.Soak} trains while the JVM collects, drops and squeezes code. {@link
 * io.github.rmspropsimd.proof.Forks} starts many JVMs and compares their times. {@code LoopMutants} counts the wrong forms of
 * the loops that the tests find.
 */
package io.github.rmspropsimd.proof;
