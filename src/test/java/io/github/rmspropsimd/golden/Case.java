// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.golden;

/**
 * A line of {@code cases.csv}: the hyperparameters of a run, and which input it steps on.
 *
 * @param s0 the initial mean square; the mean gradient and the momentum buffer start at 0
 */
public record Case(
        String name,
        String input,
        double lr,
        double alpha,
        double eps,
        double momentum,
        boolean centered,
        double weightDecay,
        boolean maximize,
        double s0) {

    /** Deeplearning4j's updater, which fills s with ε and so is no line of the file. */
    public static final Case DL4J_UPDATER =
            new Case("dl4j_updater_eps1e-3_s0eps", "main", 0.01, 0.99, 1e-3, 0, false, 0, false, 1e-3);

    static Case parse(String line) {
        String[] cells = line.split(",", -1);
        return new Case(
                cells[0],
                cells[1],
                Double.parseDouble(cells[2]),
                Double.parseDouble(cells[3]),
                Double.parseDouble(cells[4]),
                Double.parseDouble(cells[5]),
                Boolean.parseBoolean(cells[6]),
                Double.parseDouble(cells[7]),
                Boolean.parseBoolean(cells[8]),
                Double.parseDouble(cells[9]));
    }

    /** The gradient to hand to a framework: none of those here has a switch to maximize, so it is given the negative. */
    float[] downhill(float[] gradient) {
        float[] result = gradient.clone();
        if (maximize) {
            for (int i = 0; i < result.length; i++) {
                result[i] = -result[i];
            }
        }
        return result;
    }
}
