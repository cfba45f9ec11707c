// SPDX-License-Identifier: Apache-2.0
/**
 * The experiments of the text, which is section 12.8, RMSProp, of <a href="https://d2l.ai">Dive into Deep Learning</a>,
 * and two of our own. Run {@code Main}. Never in the jar.
 */
package io.github.rmspropsimd.demo;
