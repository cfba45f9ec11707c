// SPDX-License-Identifier: Apache-2.0

/**
 * The port kit: the test vectors, and the checker that holds the output of a port in another language to them. What a
 * port has to compute is in {@code src/port/CONFORMANCE.md}, whose formulas this package reads and evaluates.
 */
package io.github.rmspropsimd.port;
