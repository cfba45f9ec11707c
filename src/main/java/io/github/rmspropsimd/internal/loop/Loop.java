// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.internal.loop;

/** The update of one slice. Arguments arrive checked; a loop knows arrays, offsets and coefficients, and nothing else. */
public abstract class Loop {

    /**
     * Updates {@code length} elements from {@code offset} on.
     *
     * @param offset the first element of the parameters, the averages and the momentum buffer
     * @param gradsOffset the first element of the gradients
     * @param gradientAverage as long as the parameters if the variant is centered, else unused
     * @param momentumBuffer as long as the parameters if the variant has momentum, else unused
     */
    public abstract void step(
            float[] params,
            int offset,
            float[] grads,
            int gradsOffset,
            int length,
            float[] squareAverage,
            float[] gradientAverage,
            float[] momentumBuffer,
            Coefficients coefficients,
            float learningRate,
            float gradientScale);

    /** Elements in one iteration: 1 for the scalar loop. */
    public abstract int lanes();

    /**
     * The loop for each length below {@link #lanes()}, at that index, and at the last index this loop. A caller that looks
     * there saves a short step one call.
     */
    public abstract Loop[] byLength();
}
