// SPDX-License-Identifier: Apache-2.0
/**
 * The experiment of the text, which is section 12.8, RMSProp, of <a href="https://d2l.ai">Dive into Deep Learning</a>: a
 * linear regression on the airfoil self-noise data, from scratch and by the library. Run {@code Main}. Never in the jar.
 */
package io.github.rmspropsimd.demo;
