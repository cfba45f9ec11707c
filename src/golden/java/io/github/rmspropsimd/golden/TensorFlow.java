// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.golden;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.EagerSession;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/** The ops {@code ResourceApplyRMSProp} and {@code ResourceApplyCenteredRMSProp}, which flush subnormal numbers to zero. */
final class TensorFlow implements Framework {

    /** The ops know no weight decay. */
    @Override
    public boolean takes(Case rule) {
        return rule.weightDecay() == 0;
    }

    @Override
    public List<Step> run(Case rule, float[] p0, float[][] grads) {
        try (EagerSession session = EagerSession.create()) {
            Ops ops = Ops.create(session);
            float[] s0 = new float[p0.length];
            Arrays.fill(s0, (float) rule.s0());
            Variable p = new Variable(ops, "p", p0);
            Variable s = new Variable(ops, "s", s0);
            Variable gavg = new Variable(ops, "gavg", new float[p0.length]);
            Variable mom = new Variable(ops, "mom", new float[p0.length]);
            Operand<TFloat32> lr = ops.constant((float) rule.lr());
            Operand<TFloat32> alpha = ops.constant((float) rule.alpha());
            Operand<TFloat32> momentum = ops.constant((float) rule.momentum());
            Operand<TFloat32> eps = ops.constant((float) rule.eps());

            List<Step> steps = new ArrayList<>();
            for (int step = 0; step <= grads.length; step++) {
                if (step > 0) {
                    Operand<TFloat32> grad = ops.constant(rule.downhill(grads[step - 1]));
                    if (rule.centered()) {
                        ops.train.resourceApplyCenteredRmsProp(
                                p.handle, gavg.handle, s.handle, mom.handle, lr, alpha, momentum, eps, grad);
                    } else {
                        ops.train.resourceApplyRmsProp(p.handle, s.handle, mom.handle, lr, alpha, momentum, eps, grad);
                    }
                }
                steps.add(new Step(p.values(), s.values(), rule.centered() ? gavg.values() : Step.NONE, mom.values()));
            }
            return steps;
        }
    }

    private static final class Variable {

        private final Ops ops;
        private final Operand<? extends TType> handle;

        /** Variables of one name are one variable. */
        Variable(Ops ops, String name, float[] values) {
            this.ops = ops;
            handle = ops.varHandleOp(TFloat32.class, Shape.of(values.length), VarHandleOp.sharedName(name));
            ops.assignVariableOp(handle, ops.constant(values));
        }

        float[] values() {
            return StdArrays.array1dCopyOf(
                    ops.readVariableOp(handle, TFloat32.class).asTensor());
        }
    }
}
