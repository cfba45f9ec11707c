// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.golden;

import io.github.rmspropsimd.Backend;
import io.github.rmspropsimd.RmsProp;
import io.github.rmspropsimd.RmsPropState;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import org.tensorflow.EagerSession;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/**
 * Holds rows to TensorFlow's sparse operators on random tables with duplicate rows: the same rows touched, in the same order,
 * and every value within 2e-5 of its size. Bits cannot agree: the sparse kernel computes s = γ·s + (1 − γ)·g² where the dense
 * one computes s + (g² − s)·(1 − γ), and takes an approximate reciprocal root.
 */
public final class SparseRows {

    private static final double TOLERANCE = 2e-5;

    private SparseRows() {}

    /** A failure ends with exit code 1. */
    public static void main(String[] arguments) {
        int tables = Integer.getInteger("golden.cases", 300);
        long seed = Long.getLong("golden.seed", 1);
        double largest = 0;
        long values = 0;
        int duplicates = 0;
        for (int table = 0; table < tables; table++) {
            SplittableRandom random = new SplittableRandom(seed + table);
            int rowsInTable = random.nextInt(2, 40);
            int rowLength = random.nextInt(1, 70);
            int[][] rows = new int[random.nextInt(1, 6)][];
            for (int step = 0; step < rows.length; step++) {
                rows[step] = random.ints(random.nextInt(1, 30), 0, rowsInTable).toArray();
                duplicates += rows[step].length
                        - (int) Arrays.stream(rows[step]).distinct().count();
            }
            for (Backend backend : Backend.values()) {
                double[] result =
                        compare(random.split().nextLong(), rowsInTable, rowLength, rows, table % 2 == 1, backend);
                largest = Math.max(largest, result[0]);
                values += (long) result[1];
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%d tables, %d duplicate rows, %d values, largest difference %.1e of a value: %s%n",
                tables,
                duplicates,
                values,
                largest,
                largest <= TOLERANCE ? "agrees" : "DIFFERS");
        if (!(largest <= TOLERANCE)) {
            System.exit(1);
        }
    }

    /** The largest relative difference, infinite where a row that must not change did, and the number of values. */
    private static double[] compare(
            long seed, int rowsInTable, int rowLength, int[][] steps, boolean centered, Backend backend) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] params = values(random, rowsInTable * rowLength);
        RmsProp rule =
                RmsProp.tensorflow().withMomentum(0.5).withCentered(centered).withEpsilon(1e-3);
        RmsPropState state = rule.newState(params.length);
        try (EagerSession session = EagerSession.create()) {
            Ops ops = Ops.create(session);
            Shape shape = Shape.of(rowsInTable, rowLength);
            Operand<? extends TType> p = variable(ops, "p", shape, params);
            Operand<? extends TType> s = variable(ops, "s", shape, state.squareAverage());
            Operand<? extends TType> m = variable(ops, "m", shape, state.momentum());
            Operand<? extends TType> a = variable(ops, "a", shape, new float[params.length]);
            Operand<TFloat32> rate = ops.constant(0.01f);
            Operand<TFloat32> decay = ops.constant(0.9f);
            Operand<TFloat32> momentum = ops.constant(0.5f);
            Operand<TFloat32> epsilon = ops.constant(1e-3f);
            for (int[] rows : steps) {
                float[] grads = values(random, rows.length * rowLength);
                Operand<TFloat32> g =
                        ops.reshape(ops.constant(grads), ops.constant(new int[] {rows.length, rowLength}));
                Operand<TInt32> indices = ops.constant(rows);
                if (centered) {
                    ops.train.resourceSparseApplyCenteredRmsProp(
                            p, a, s, m, rate, decay, momentum, epsilon, g, indices);
                } else {
                    ops.train.resourceSparseApplyRmsProp(p, s, m, rate, decay, momentum, epsilon, g, indices);
                }
                rule.kernel(backend).stepRows(params, grads, state, rows, rows.length, rowLength, 0.01, 1);
            }
            double largest = difference(ops, p, params);
            largest = Math.max(largest, difference(ops, s, state.squareAverage()));
            largest = Math.max(largest, difference(ops, m, state.momentum()));
            largest = centered ? Math.max(largest, difference(ops, a, state.gradientAverage())) : largest;
            return new double[] {largest, (centered ? 4.0 : 3.0) * params.length};
        }
    }

    private static float[] values(SplittableRandom random, int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) (random.nextGaussian() * Math.scalb(1.0, random.nextInt(-4, 5)));
        }
        return values;
    }

    private static Operand<? extends TType> variable(Ops ops, String name, Shape shape, float[] values) {
        Operand<? extends TType> handle = ops.varHandleOp(TFloat32.class, shape, VarHandleOp.sharedName(name));
        int[] dimensions = {(int) shape.get(0), (int) shape.get(1)};
        ops.assignVariableOp(handle, ops.reshape(ops.constant(values), ops.constant(dimensions)));
        return handle;
    }

    /** Relative to the larger of the two and a small part of the buffer's largest value, below which sums cancel. */
    private static double difference(Ops ops, Operand<? extends TType> handle, float[] ours) {
        float[][] table = StdArrays.array2dCopyOf(
                ops.readVariableOp(handle, TFloat32.class).asTensor());
        double largest = 0;
        double scale = 0;
        for (float value : ours) {
            scale = Math.max(scale, Math.abs(value));
        }
        int i = 0;
        for (float[] row : table) {
            for (float theirs : row) {
                double size = Math.max(Math.max(Math.abs(theirs), Math.abs(ours[i])), 1e-2 * scale);
                largest = Math.max(largest, size == 0 ? 0 : Math.abs((double) theirs - ours[i]) / size);
                i++;
            }
        }
        return largest;
    }
}
