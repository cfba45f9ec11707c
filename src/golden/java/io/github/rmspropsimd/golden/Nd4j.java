// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.golden;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.updaters.RmsPropUpdater;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.RmsProp;

/**
 * The op {@code rms_prop_updater} on a mean square of one's own, and the updater of Deeplearning4j that wraps it and
 * fills the mean square with ε. Both turn the gradient into the update, which is then subtracted.
 */
final class Nd4j implements Framework {

    @Override
    public boolean takes(Case rule) {
        return !rule.centered() && rule.momentum() == 0 && rule.weightDecay() == 0;
    }

    @Override
    public List<Case> furtherCases() {
        return List.of(Case.DL4J_UPDATER);
    }

    @Override
    public List<Step> run(Case rule, float[] p0, float[][] grads) {
        INDArray p = row(p0);
        INDArray s = row(new float[p0.length]);
        Consumer<INDArray> updater = rule.s0() == rule.eps() ? updater(rule, s) : op(rule, s);

        List<Step> steps = new ArrayList<>();
        steps.add(step(p, s));
        for (float[] grad : grads) {
            INDArray update = row(rule.downhill(grad));
            updater.accept(update);
            p.subi(update);
            steps.add(step(p, s));
        }
        return steps;
    }

    private static Consumer<INDArray> op(Case rule, INDArray s) {
        s.assign(rule.s0());
        return gradient ->
                org.nd4j.linalg.factory.Nd4j.exec(new RmsPropUpdater(gradient, s, rule.lr(), rule.alpha(), rule.eps()));
    }

    private static Consumer<INDArray> updater(Case rule, INDArray s) {
        GradientUpdater<?> updater = new RmsProp(rule.lr(), rule.alpha(), rule.eps()).instantiate(s, true);
        return gradient -> updater.applyUpdater(gradient, 0, 0);
    }

    private static INDArray row(float[] values) {
        return org.nd4j.linalg.factory.Nd4j.createFromArray(new float[][] {values});
    }

    private static Step step(INDArray p, INDArray s) {
        return new Step(values(p), values(s), Step.NONE, Step.NONE);
    }

    private static float[] values(INDArray row) {
        return row.toFloatVector();
    }
}
