// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import java.util.List;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** What else an application may do with the Vector API: vectors of all shapes and element types. */
final class OtherVectors {

    private OtherVectors() {}

    static double use() {
        double sum = 0;
        for (VectorShape shape : VectorShape.values()) {
            float[] floats = new float[64];
            FloatVector vector = FloatVector.fromArray(VectorSpecies.of(float.class, shape), floats, 0);
            vector.add(1f).mul(vector).sqrt().div(3f).neg().sub(vector).intoArray(floats, 0);
            vector.fma(vector, vector).blend(0f, vector.lt(1f)).intoArray(floats, 0, vector.lt(0f));
            sum += vector.reduceLanes(VectorOperators.ADD);
            List<Vector<?>> others = List.of(
                    ByteVector.broadcast(VectorSpecies.of(byte.class, shape), 1),
                    ShortVector.broadcast(VectorSpecies.of(short.class, shape), 1),
                    IntVector.broadcast(VectorSpecies.of(int.class, shape), 1),
                    LongVector.broadcast(VectorSpecies.of(long.class, shape), 1),
                    DoubleVector.broadcast(VectorSpecies.of(double.class, shape), 1));
            for (Vector<?> other : others) {
                sum += other.lanewise(VectorOperators.NEG).abs().reduceLanesToLong(VectorOperators.MAX);
                sum += other.reinterpretAsFloats().lane(0);
            }
        }
        return sum;
    }
}
