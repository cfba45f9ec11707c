// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.spark;

import io.github.rmspropsimd.proof.BufferDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.spark.HashPartitioner;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;
import scala.Tuple3;

/**
 * Full-batch training on Spark. Shards and blocks stay where they are cached. In each iteration shards send weights to blocks,
 * blocks send gradients to shards, and each shard takes a step.
 */
final class SparkTraining {

    static final String SETUP = "setup";

    private final JavaSparkContext context;
    private final Workload workload;
    private final int checkpointEvery;
    private final Partitioner ofBlocks;
    private final Partitioner ofShards;
    private JavaPairRDD<Integer, Block> blocks;
    private JavaPairRDD<Integer, Route[]> routes;
    private JavaPairRDD<Integer, Shard> shards;

    /**
     * @param checkpointEvery after how many iterations shards are written to the checkpoint folder; 0 means never
     */
    SparkTraining(Cluster cluster, Workload workload, int checkpointEvery) {
        this.context = cluster.context();
        this.workload = workload;
        this.checkpointEvery = checkpointEvery;
        this.ofBlocks = new HashPartitioner(workload.partitions());
        this.ofShards = new HashPartitioner(workload.shards());
    }

    static String phase(int iteration) {
        return "iteration " + iteration;
    }

    /** Trains, and calls back after each iteration, from 1. */
    void run(Function<Partitioner, JavaPairRDD<Integer, Block>> data, BiConsumer<Integer, IterationReport> progress) {
        context.setLocalProperty(Phases.PHASE, SETUP);
        prepare(data.apply(ofBlocks));
        for (int iteration = 1; iteration <= workload.iterations(); iteration++) {
            context.setLocalProperty(Phases.PHASE, phase(iteration));
            long start = System.nanoTime();
            JavaPairRDD<Integer, Shard> next = next().persist(StorageLevel.MEMORY_AND_DISK());
            if (checkpointEvery > 0 && iteration % checkpointEvery == 0) {
                next.checkpoint();
            }
            List<ShardReport> reports = next.values().map(Shard::report).collect();
            shards.unpersist(false);
            shards = next;
            progress.accept(iteration, IterationReport.of(workload, System.nanoTime() - start, reports));
        }
        context.setLocalProperty(Phases.PHASE, null);
    }

    private void prepare(JavaPairRDD<Integer, Block> data) {
        Workload cut = workload; // so that closures don't take this object along
        blocks = data.persist(StorageLevel.MEMORY_AND_DISK());
        routes = blocks.flatMapToPair(block -> routesOf(cut, block._2))
                .groupByKey(ofShards)
                .mapValues(SparkTraining::sorted)
                .persist(StorageLevel.MEMORY_AND_DISK());
        shards = context.parallelize(IntStream.range(0, cut.shards()).boxed().toList(), cut.shards())
                .mapToPair(number -> new Tuple2<>(number, Shard.initial(cut, number)))
                .partitionBy(ofShards)
                .persist(StorageLevel.MEMORY_AND_DISK());
        shards.count();
        routes.count();
    }

    private static Iterator<Tuple2<Integer, Route>> routesOf(Workload cut, Block block) {
        List<Tuple2<Integer, Route>> routes = new ArrayList<>();
        for (int shard = 0; shard < cut.shards(); shard++) {
            int first = cut.firstWeight(shard);
            int[] indices = Arrays.copyOfRange(
                    block.rows(), block.firstAtLeast(first), block.firstAtLeast(cut.firstWeight(shard + 1)));
            Arrays.setAll(indices, k -> indices[k] - first);
            if (indices.length > 0) {
                routes.add(new Tuple2<>(shard, new Route(block.id(), indices)));
            }
        }
        return routes.iterator();
    }

    private static Route[] sorted(Iterable<Route> routes) {
        Route[] sorted = list(routes).toArray(Route[]::new);
        Arrays.sort(sorted, Comparator.comparingInt(Route::block));
        return sorted;
    }

    /** One iteration, which Spark computes when its result is asked for. */
    private JavaPairRDD<Integer, Shard> next() {
        Workload cut = workload;
        JavaPairRDD<Integer, Slice> weights =
                shards.cogroup(routes, ofShards).values().flatMapToPair(shard -> weights(shard));
        JavaPairRDD<Integer, Slice> gradients =
                blocks.cogroup(weights, ofBlocks).values().flatMapToPair(block -> gradients(block));
        return shards.cogroup(routes, gradients, ofShards).mapValues(shard -> step(cut, shard));
    }

    private static Iterator<Tuple2<Integer, Slice>> weights(Tuple2<Iterable<Shard>, Iterable<Route[]>> shard) {
        List<Tuple2<Integer, Slice>> slices = new ArrayList<>();
        Shard from = shard._1.iterator().next();
        for (Route route : onlyRoutes(shard._2)) {
            slices.add(new Tuple2<>(route.block(), from.weights(route)));
        }
        return slices.iterator();
    }

    private static Iterator<Tuple2<Integer, Slice>> gradients(Tuple2<Iterable<Block>, Iterable<Slice>> block) {
        long start = System.nanoTime();
        Block examples = block._1.iterator().next();
        List<Slice> weights = list(block._2);
        weights.sort(Comparator.comparingInt(Slice::source)); // shards are ascending ranges of weights
        float[] all = new float[examples.rows().length];
        int end = 0;
        for (Slice slice : weights) {
            System.arraycopy(slice.values(), 0, all, end, slice.values().length);
            end += slice.values().length;
        }
        if (end != all.length) {
            throw new IllegalStateException(end + " of " + all.length + " weights arrived at block " + examples.id());
        }
        Block.Gradient gradient = examples.gradient(all);
        long nanos = System.nanoTime() - start;
        List<Tuple2<Integer, Slice>> slices = new ArrayList<>();
        int from = 0;
        for (Slice slice : weights) {
            int to = from + slice.values().length;
            float[] part = Arrays.copyOfRange(gradient.sums(), from, to);
            slices.add(new Tuple2<>(
                    slice.source(), new Slice(examples.id(), part, gradient.loss(), from == 0 ? nanos : -1)));
            from = to;
        }
        return slices.iterator();
    }

    private static Shard step(Workload cut, Tuple3<Iterable<Shard>, Iterable<Route[]>, Iterable<Slice>> shard) {
        List<Route> routes = Arrays.asList(onlyRoutes(shard._2()));
        return shard._1().iterator().next().step(cut, routes, list(shard._3()));
    }

    /** A shard without any feature has none. */
    private static Route[] onlyRoutes(Iterable<Route[]> routes) {
        Iterator<Route[]> iterator = routes.iterator();
        return iterator.hasNext() ? iterator.next() : new Route[0];
    }

    private static <T> List<T> list(Iterable<T> values) {
        List<T> list = new ArrayList<>();
        values.forEach(list::add);
        return list;
    }

    /** The SHA-256 of all weights, then of all state. Fetches shard after shard. */
    String digest() {
        BufferDigest digest = new BufferDigest();
        for (int number = 0; number < workload.shards(); number++) {
            digest.add(fetch(number).params());
        }
        for (int number = 0; number < workload.shards(); number++) {
            digest.add(fetch(number).squareAverage());
        }
        return digest.hex();
    }

    private Shard fetch(int number) {
        return shards.collectPartitions(new int[] {number})[0].get(0)._2;
    }

    /** Frees the executors' memory for another training. */
    void close() {
        shards.unpersist(true);
        routes.unpersist(true);
        blocks.unpersist(true);
    }
}
