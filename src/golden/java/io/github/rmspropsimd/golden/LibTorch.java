// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.golden;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.RMSprop;
import org.bytedeco.pytorch.RMSpropOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/** The C++ class {@code torch::optim::RMSprop}. */
final class LibTorch implements Framework {

    /** It makes its state by itself, of zeros. */
    @Override
    public boolean takes(Case rule) {
        return rule.s0() == 0;
    }

    @Override
    @SuppressWarnings("try") // the scope is there to be closed
    public List<Step> run(Case rule, float[] p0, float[][] grads) {
        try (PointerScope scope = new PointerScope()) {
            Tensor params = Tensor.create(p0);
            RMSprop optimizer = new RMSprop(new TensorVector(params), options(rule));

            List<Step> steps = new ArrayList<>();
            float[] zeros = new float[p0.length];
            steps.add(new Step(
                    p0.clone(), zeros, rule.centered() ? zeros : Step.NONE, rule.momentum() > 0 ? zeros : Step.NONE));
            for (float[] grad : grads) {
                params.mutable_grad().put(Tensor.create(rule.downhill(grad)));
                optimizer.step();
                LibTorchState state = LibTorchState.of(optimizer);
                steps.add(new Step(
                        values(params),
                        values(state.tensor("square_avg")),
                        rule.centered() ? values(state.tensor("grad_avg")) : Step.NONE,
                        rule.momentum() > 0 ? values(state.tensor("momentum_buffer")) : Step.NONE));
            }
            return steps;
        }
    }

    private static RMSpropOptions options(Case rule) {
        RMSpropOptions options = new RMSpropOptions(rule.lr());
        options.alpha().put(rule.alpha());
        options.eps().put(rule.eps());
        options.momentum().put(rule.momentum());
        options.centered().put(rule.centered());
        options.weight_decay().put(rule.weightDecay());
        return options;
    }

    private static float[] values(Tensor tensor) {
        float[] values = new float[Math.toIntExact(tensor.numel())];
        new FloatPointer(tensor.data_ptr()).get(values);
        return values;
    }
}
