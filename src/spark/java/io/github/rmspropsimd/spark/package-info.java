// SPDX-License-Identifier: Apache-2.0
/**
 * Trains a model on Apache Spark, with parameters and state in shards on the executors, and shows that the bits are those of
 * one JVM. {@link io.github.rmspropsimd.spark.Train} trains, {@link io.github.rmspropsimd.spark.Prove} compares digests, and
 * {@link io.github.rmspropsimd.spark.Costs} measures. Compiled only in the profile {@code spark}.
 */
package io.github.rmspropsimd.spark;
