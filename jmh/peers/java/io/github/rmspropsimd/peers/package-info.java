// SPDX-License-Identifier: Apache-2.0
/**
 * Other implementations of RMSProp that a program on the JVM can pick, measured beside this library. Only the Maven
 * profile {@code peers} compiles this package, since its dependencies are large. Never in the jar.
 */
package io.github.rmspropsimd.peers;
