// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.internal.loop;

/**
 * The averages and the momentum buffer, as long as the parameters.
 *
 * @param gradientAverage of length 0 unless the variant is centered
 * @param momentum of length 0 unless the variant has momentum
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares two of them
public record StateBuffers(float[] squareAverage, float[] gradientAverage, float[] momentum) {}
