// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.spark;

import io.github.rmspropsimd.Backend;
import io.github.rmspropsimd.RmsProp;
import io.github.rmspropsimd.RmsPropKernel;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How a JVM takes its steps. Each JVM makes its own kernel: kernels aren't serializable. */
enum Stepper {
    /** The default kernel: SCALAR until SIMD is compiled. */
    AUTO,
    SCALAR,
    SIMD,
    /** The formula as a Java loop, without the library. */
    PLAIN;

    static final RmsProp RULE = RmsProp.d2l().withEpsilon(1e-4);

    /** One kernel for the life of the JVM, shared by its tasks. */
    private static final Map<Stepper, RmsPropKernel> KERNELS = new ConcurrentHashMap<>();

    void step(float[] params, float[] grads, float[] squareAverage, double learningRate, double gradientScale) {
        if (this == PLAIN) {
            plainStep(params, grads, squareAverage, (float) learningRate, (float) gradientScale);
        } else {
            kernel().step(
                            params,
                            grads,
                            RULE.stateOf(squareAverage, null, null),
                            0,
                            params.length,
                            learningRate,
                            gradientScale);
        }
    }

    private static void plainStep(float[] p, float[] grads, float[] s, float learningRate, float gradientScale) {
        float decay = (float) RULE.decay();
        float complement = (float) (1 - RULE.decay());
        float epsilon = (float) RULE.epsilon();
        for (int i = 0; i < p.length; i++) {
            float g = grads[i] * gradientScale;
            s[i] = decay * s[i] + complement * (g * g);
            p[i] -= learningRate * g / (float) Math.sqrt(s[i] + epsilon);
        }
    }

    /** Waits until SIMD is active, where this stepper uses it and it can run. */
    void awaitSimd(Duration timeout) {
        if (this == AUTO || this == SIMD) {
            try {
                kernel().awaitSimd(timeout);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private RmsPropKernel kernel() {
        return KERNELS.computeIfAbsent(this, stepper -> switch (stepper) {
            case SCALAR -> RULE.kernel(Backend.SCALAR);
            case SIMD -> RULE.kernel(Backend.SIMD);
            default -> RULE.kernel();
        });
    }

    String backend() {
        return this == PLAIN ? "plain" : kernel().backend().toString();
    }

    String status() {
        return this == PLAIN ? "A Java loop without the library." : kernel().status();
    }
}
