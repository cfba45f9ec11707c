// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.spark;

import io.github.rmspropsimd.proof.BufferDigest;
import java.util.ArrayList;
import java.util.List;

/** The same training as a loop in one JVM and one thread, without Spark: one buffer of weights, one of state. */
final class PlainLoop {

    private final Workload workload;
    private final List<Block> blocks = new ArrayList<>();
    private final float[] params;
    private final float[] squareAverage;
    private double loss;
    private long gradientNanos;
    private long stepNanos;

    PlainLoop(Workload workload) {
        this.workload = workload;
        this.params = new float[workload.weights()];
        this.squareAverage = new float[workload.weights()];
        for (int id = 0; id < workload.blocks(); id++) {
            blocks.add(GeneratedClicks.block(workload, id));
        }
    }

    void run() {
        for (int iteration = 0; iteration < workload.iterations(); iteration++) {
            iterate();
        }
    }

    void iterate() {
        long start = System.nanoTime();
        float[] sum = new float[params.length];
        loss = 0;
        for (Block block : blocks) {
            float[] weights = new float[block.rows().length];
            for (int k = 0; k < weights.length; k++) {
                weights[k] = params[block.rows()[k]];
            }
            Block.Gradient gradient = block.gradient(weights);
            Shard.add(sum, block.rows(), gradient.sums());
            loss += gradient.loss();
        }
        long summed = System.nanoTime();
        workload.stepper().step(params, sum, squareAverage, workload.learningRate(), 1.0 / workload.examples());
        gradientNanos = summed - start;
        stepNanos = System.nanoTime() - summed;
    }

    String digest() {
        BufferDigest digest = new BufferDigest();
        digest.add(params);
        digest.add(squareAverage);
        return digest.hex();
    }

    /** The mean loss before the last step. */
    double loss() {
        return loss / workload.examples();
    }

    /** The time of the last gradient, its sum included. */
    long gradientNanos() {
        return gradientNanos;
    }

    long stepNanos() {
        return stepNanos;
    }

    /** The floats that travel to blocks in one iteration of the sharded form; as many travel back. */
    long travellingFloats() {
        return blocks.stream().mapToLong(block -> block.rows().length).sum();
    }
}
