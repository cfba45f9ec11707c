// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.golden;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.optimizer.RmsProp;
import ai.djl.training.tracker.Tracker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The class {@code RmsProp} of DJL on MXNet's engine. DJL hands the hyperparameters on as decimal text. Where that has
 * an exponent, so below 1e-3, MXNet may read the float next to the one meant; from 1e-3 on, it reads them right.
 */
final class MxNet implements Framework {

    /** It makes its state by itself, of zeros, and ignores the momentum of a rule that is not centered. */
    @Override
    public boolean takes(Case rule) {
        return rule.s0() == 0 && (rule.centered() || rule.momentum() == 0);
    }

    @Override
    public List<Step> run(Case rule, float[] p0, float[][] grads) {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "MXNet")) {
            NDArray p = manager.create(p0);
            OpenRmsProp optimizer = new OpenRmsProp(rule);

            List<Step> steps = new ArrayList<>();
            steps.add(new Step(p0.clone(), Step.NONE, Step.NONE, Step.NONE));
            for (float[] grad : grads) {
                optimizer.update("p", p, manager.create(rule.downhill(grad)));
                steps.add(new Step(
                        p.toFloatArray(),
                        optimizer.states.get(0).toFloatArray(),
                        rule.centered() ? optimizer.states.get(1).toFloatArray() : Step.NONE,
                        rule.centered() ? optimizer.states.get(2).toFloatArray() : Step.NONE));
            }
            return steps;
        }
    }

    /** Keeps hold of the state that its super class hides. */
    private static final class OpenRmsProp extends RmsProp {

        /** In the order in which an update fetches them: mean square and, when centered, mean gradient and momentum. */
        private final List<NDArray> states = new ArrayList<>();

        OpenRmsProp(Case rule) {
            super(RmsProp.builder()
                    .optLearningRateTracker(Tracker.fixed((float) rule.lr()))
                    .optRho((float) rule.alpha())
                    .optMomentum((float) rule.momentum())
                    .optEpsilon((float) rule.eps())
                    .optCentered(rule.centered())
                    .optWeightDecays((float) rule.weightDecay()));
        }

        @Override
        public void update(String id, NDArray p, NDArray grad) {
            states.clear();
            super.update(id, p, grad);
        }

        @Override
        protected NDArray withDefaultState(
                Map<String, Map<Device, NDArray>> all, String id, Device device, Function<String, NDArray> initial) {
            NDArray state = super.withDefaultState(all, id, device, initial);
            states.add(state);
            return state;
        }
    }
}
