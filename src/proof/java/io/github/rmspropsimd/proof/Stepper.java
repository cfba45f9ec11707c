// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.proof;

import io.github.rmspropsimd.RmsPropKernel;
import io.github.rmspropsimd.RmsPropState;

/** What takes the steps of the workload: a kernel, or an oracle in its place. */
public interface Stepper {

    void step(
            float[] params,
            int offset,
            float[] grads,
            int gradsOffset,
            RmsPropState state,
            int length,
            double learningRate,
            double gradientScale);

    void stepRows(
            float[] params,
            float[] grads,
            RmsPropState state,
            int[] rows,
            int rowLength,
            double learningRate,
            double gradientScale);

    static Stepper of(RmsPropKernel kernel) {
        return new Stepper() {
            @Override
            public void step(
                    float[] params,
                    int offset,
                    float[] grads,
                    int gradsOffset,
                    RmsPropState state,
                    int length,
                    double learningRate,
                    double gradientScale) {
                if (gradsOffset == offset && grads.length == params.length) {
                    kernel.step(params, grads, state, offset, length, learningRate, gradientScale);
                } else {
                    kernel.step(params, offset, grads, gradsOffset, state, length, learningRate, gradientScale);
                }
            }

            @Override
            public void stepRows(
                    float[] params,
                    float[] grads,
                    RmsPropState state,
                    int[] rows,
                    int rowLength,
                    double learningRate,
                    double gradientScale) {
                kernel.stepRows(params, grads, state, rows, rows.length, rowLength, learningRate, gradientScale);
            }
        };
    }
}
