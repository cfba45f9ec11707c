// SPDX-License-Identifier: Apache-2.0
/**
 * The formula: {@code ScalarLoop} is the reference, {@code VectorLoop} the same text in lanes. {@code Specialiser} makes a
 * class of either for each {@code Variant}, and {@code LoopCache} keeps them. Knows no other package of the library.
 */
package io.github.rmspropsimd.internal.loop;
