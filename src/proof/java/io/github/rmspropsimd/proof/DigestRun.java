// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.proof;

import io.github.rmspropsimd.RmsProp;
import io.github.rmspropsimd.RmsPropState;
import java.util.function.Function;

/**
 * One run of the workload: 50 steps of one rule on fresh buffers. Its number within the preset decides length, offsets and
 * inputs.
 */
final class DigestRun {

    static final int STEPS = 50;

    /** The last step that new gradients are drawn for. The later ones read the gradients that the step before left. */
    private static final int LAST_DRAWN = 30;

    /** The digest takes in the buffers after this step, and after the last. */
    private static final int LAST_UNCHANGED = 20;

    /** Around the lanes of vectors of 4, 8 and 16 floats, and their multiples. */
    private static final int[] LENGTHS = {
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 31, 32, 33, 63, 64, 65, 100, 127, 128, 129, 1003
    };

    /** How many lengths there are. */
    static final int LENGTH_COUNT = LENGTHS.length;

    private static final int ROWS_IN_TABLE = 5;
    private static final int[] ROWS = {0, 3, 0, 1};

    private final int number;
    private final boolean onRows;
    private final RmsProp rule;
    private final InputDistribution inputs;
    private final int offset;
    private final int length;
    private final int gradsOffset;

    private final SplitMix64 random;
    private final float[] params;
    private float[] grads;
    private final RmsPropState state;

    DigestRun(int presetNumber, int number, RmsProp rule, boolean onRows) {
        this.number = number;
        this.onRows = onRows;
        this.rule = rule;
        this.inputs = InputDistribution.ofRun(number);
        this.offset = number % 7;
        this.length = onRows ? 1 + number % 33 : LENGTHS[number % LENGTHS.length];
        this.gradsOffset = hasOwnGradients() ? number % 5 : offset;
        this.random = new SplitMix64(1_000L * presetNumber + number);
        this.params = inputs.draw(onRows ? ROWS_IN_TABLE * length + 2 : offset + length + 3, random);
        this.grads = new float[gradsLength()];
        this.state = rule.newState(params.length);
    }

    private boolean hasOwnGradients() {
        return number % 2 == 1;
    }

    private int gradsLength() {
        if (onRows) {
            return ROWS.length * length + 1;
        }
        return hasOwnGradients() ? gradsOffset + length + 1 : params.length;
    }

    /**
     * Takes the steps and adds the buffers to the digest.
     *
     * @param steppers what steps by a rule; it is asked for the run's rule and for the changed one
     */
    void run(Function<RmsProp, Stepper> steppers, BufferDigest digest) {
        Stepper unchanged = steppers.apply(rule);
        for (int step = 1; step <= LAST_UNCHANGED; step++) {
            step(unchanged, step);
        }
        add(digest);
        double epsilon = inputs == InputDistribution.SMALL ? 1e-42 : 0.001;
        Stepper changed = steppers.apply(rule.withDecay(0.3).withEpsilon(epsilon));
        for (int step = LAST_UNCHANGED + 1; step <= STEPS; step++) {
            step(changed, step);
        }
        add(digest);
    }

    private void step(Stepper stepper, int step) {
        if (step <= LAST_DRAWN) {
            grads = inputs.draw(grads.length, random);
        }
        double learningRate = step <= 10 ? 0.01 : step <= 20 ? 0.1 : step <= 30 ? 0.001 : 0.01;
        double gradientScale = step <= 10 ? 1 : step <= 20 ? 0.3 : step <= 30 ? -3.3 : 1;
        if (onRows) {
            int[] rows = new int[ROWS.length];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = (step + ROWS[i]) % ROWS_IN_TABLE;
            }
            stepper.stepRows(params, grads, state, rows, length, learningRate, gradientScale);
        } else {
            stepper.step(params, offset, grads, gradsOffset, state, length, learningRate, gradientScale);
        }
    }

    private void add(BufferDigest digest) {
        digest.add(params);
        digest.add(state.squareAverage());
        digest.add(state.gradientAverage());
        digest.add(state.momentum());
        digest.add(grads);
    }
}
