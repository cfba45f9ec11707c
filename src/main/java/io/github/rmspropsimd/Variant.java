// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

/**
 * What a loop does, as opposed to the numbers it does it with: every switch of the rule that changes the loop's text.
 *
 * <p>A loop class is specialised once per variant, with the variant as a constant. With a loop-invariant local flag
 * instead, C2 boxes the vectors on both sides of the branch, which was measured at seven times the time.
 */
record Variant(boolean gradientsZeroed) {}
