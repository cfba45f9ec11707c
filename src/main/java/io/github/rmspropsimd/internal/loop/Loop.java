// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.internal.loop;

/** The update of one slice. Arguments arrive checked; a loop knows arrays, offsets and coefficients, and nothing else. */
public abstract class Loop {

    private final Loop[] byLength;

    protected Loop() {
        byLength = new Loop[] {this};
    }

    protected Loop(Loop[] byLength) {
        this.byLength = byLength;
    }

    /**
     * Updates {@code length} elements from {@code offset} on.
     *
     * @param offset the first element of the parameters and of the state
     * @param gradsOffset the first element of the gradients
     */
    public abstract void step(
            float[] params,
            int offset,
            float[] grads,
            int gradsOffset,
            int length,
            StateBuffers state,
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
            StateBuffers state,
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
                    state,
                    coefficients,
                    learningRate,
                    gradientScale);
        }
    }

    /** The loop that steps of this length run. */
    public final Loop forLength(int length) {
        return byLength[Math.min(length, byLength.length - 1)];
    }

    /**
     * The loop for each length below {@link #lanes()}, at that index, and at the last index this loop. A caller that looks
     * there saves a short step one call.
     */
    public final Loop[] byLength() {
        return byLength;
    }

    /** Elements in one iteration: 1 for the scalar loop. */
    public final int lanes() {
        return Math.max(1, byLength.length - 1);
    }
}
