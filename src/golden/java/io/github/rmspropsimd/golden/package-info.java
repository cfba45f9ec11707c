// SPDX-License-Identifier: Apache-2.0
/**
 * The golden vectors, made anew by the frameworks themselves. Only the Maven profile {@code golden} compiles this package, since
 * its dependencies are large. Run {@code Regenerate}. Never in the jar.
 */
package io.github.rmspropsimd.golden;
