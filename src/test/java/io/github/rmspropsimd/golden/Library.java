// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.golden;

import io.github.rmspropsimd.Backend;
import io.github.rmspropsimd.RmsProp;
import io.github.rmspropsimd.RmsPropKernel;
import io.github.rmspropsimd.RmsPropState;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** This library, which takes the steps of a framework by the preset named after it. */
public final class Library {

    private Library() {}

    /** SCALAR, and SIMD where it can run. */
    static Set<Backend> backends(String framework, Case rule) {
        Set<Backend> backends = EnumSet.of(Backend.SCALAR);
        try {
            backends.add(preset(framework, rule).kernel(Backend.SIMD).backend());
        } catch (UnsupportedOperationException cannotRunHere) {
            // SCALAR alone, then
        }
        return backends;
    }

    /** The values before the first step, and after each. */
    public static List<Step> run(String framework, Backend backend, Case rule, float[] p0, float[][] grads) {
        RmsProp preset = preset(framework, rule);
        RmsPropKernel kernel = preset.kernel(backend);
        // What these frameworks lack is done to the gradient before they see it: the scale of -1 is exact.
        double scale = rule.maximize() && !framework.equals("libtorch") ? -1 : 1;
        float[] params = p0.clone();
        RmsPropState state = preset.newState(params.length);

        List<Step> steps = new ArrayList<>();
        steps.add(step(params, state));
        for (float[] gradients : grads) {
            kernel.step(params, gradients, state, 0, params.length, rule.lr(), scale);
            steps.add(step(params, state));
        }
        return steps;
    }

    private static Step step(float[] params, RmsPropState state) {
        return new Step(
                params.clone(),
                state.squareAverage().clone(),
                state.gradientAverage().clone(),
                state.momentum().clone());
    }

    private static RmsProp preset(String framework, Case rule) {
        return switch (framework) {
            case "libtorch" ->
                averaging(RmsProp.pytorch(), rule)
                        .withCentered(rule.centered())
                        .withMomentum(rule.momentum())
                        .withWeightDecay(rule.weightDecay())
                        .withMaximize(rule.maximize());
            case "tensorflow" ->
                averaging(RmsProp.tensorflow(), rule)
                        .withCentered(rule.centered())
                        .withMomentum(rule.momentum())
                        .withInitialSquareAverage(rule.s0());
            case "nd4j" -> {
                RmsProp filledWithEpsilon = averaging(RmsProp.nd4j(), rule);
                yield rule.s0() == rule.eps()
                        ? filledWithEpsilon
                        : filledWithEpsilon.withInitialSquareAverage(rule.s0());
            }
            case "mxnet" ->
                averaging(RmsProp.mxnet(), rule)
                        .withCentered(rule.centered())
                        .withMomentum(rule.momentum())
                        .withWeightDecay(rule.weightDecay());
            default -> throw new IllegalArgumentException(framework);
        };
    }

    private static RmsProp averaging(RmsProp preset, Case rule) {
        return preset.withDecay(rule.alpha()).withEpsilon(rule.eps());
    }
}
