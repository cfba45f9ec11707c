// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.spark;

import java.io.Serializable;

/**
 * What is trained, and how it is cut. Only the first group of numbers decides the bits.
 *
 * @param weights the weights of the hashed logistic regression
 * @param examples how many examples there are
 * @param blockSize how many consecutive examples form a block, whose gradient is one sum; part of the result, unlike partitions
 * @param iterations how many steps, each on the gradient of all examples
 * @param seed the seed of generated examples
 * @param learningRate the learning rate
 * @param shards how many shards the weights and the state are cut into
 * @param partitions how many partitions the blocks are distributed over
 * @param stepper what takes the step
 */
record Workload(
        int weights,
        int examples,
        int blockSize,
        int iterations,
        long seed,
        double learningRate,
        int shards,
        int partitions,
        Stepper stepper)
        implements Serializable {

    /** The smallest form that crosses every border: no count divides another. */
    static Workload small(int shards, int partitions, Stepper stepper) {
        return new Workload(30_011, 6_000, 500, 6, 1, 0.05, shards, partitions, stepper);
    }

    Workload {
        check("weights", weights);
        check("examples", examples);
        check("block", blockSize);
        check("iterations", iterations);
        check("shards", shards);
        check("partitions", partitions);
        if (shards > weights) {
            throw new BadInputException(
                    shards + " shards, but only " + weights + " weights: use " + weights + " at most");
        }
        if (!Float.isFinite((float) learningRate)) {
            throw new BadInputException("the learning rate must be finite, not " + learningRate);
        }
    }

    private static void check(String name, int value) {
        if (value < 1) {
            throw new BadInputException(name + " must be at least 1, not " + value);
        }
    }

    int blocks() {
        return (int) (((long) examples + blockSize - 1) / blockSize);
    }

    /** The first weight of a shard; that of shard {@link #shards()} is the number of weights. */
    int firstWeight(int shard) {
        return (int) ((long) weights * shard / shards);
    }

    Workload withExamples(int count) {
        return new Workload(weights, count, blockSize, iterations, seed, learningRate, shards, partitions, stepper);
    }
}
