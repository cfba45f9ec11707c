// SPDX-License-Identifier: Apache-2.0
/**
 * The frameworks themselves, which record the golden vectors ({@code Regenerate}) and take random cases beside the
 * library ({@code Compare}). Only the Maven profile {@code peers} compiles this package, since its dependencies are
 * large. Never in the jar.
 */
package io.github.rmspropsimd.golden;
