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

    /**
     * Updates row {@code rows[k]} of the parameters and of the state with row k of the gradients, for k = 0 to {@code
     * rowCount - 1} in this order: a step each.
     */
    public final void stepRows(
            float[] params,
            float[] grads,
            int[] rows,
            int rowCount,
            int rowLength,
            float[] squareAverage,
            float[] gradientAverage,
            float[] momentumBuffer,
            Coefficients coefficients,
            float learningRate,
            float gradientScale) {
        for (int k = 0; k < rowCount; k++) {
            step(
                    params,
                    rows[k] * rowLength,
                    grads,
                    k * rowLength,
                    rowLength,
                    squareAverage,
                    gradientAverage,
                    momentumBuffer,
                    coefficients,
                    learningRate,
                    gradientScale);
        }
    }

    /** The loop that steps of this length run. */
    public final Loop forLength(int length) {
        Loop[] loops = byLength();
        return loops[Math.min(length, loops.length - 1)];
    }

    /** Elements in one iteration: 1 for the scalar loop. */
    public abstract int lanes();

    /**
     * The loop for each length below {@link #lanes()}, at that index, and at the last index this loop. A caller that looks
     * there saves a short step one call.
     */
    public abstract Loop[] byLength();
}
