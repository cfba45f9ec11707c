// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.spark;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import scala.Tuple2;

/** The blocks of examples as Spark data, distributed by their numbers. */
final class Data {

    private Data() {}

    /** Each executor generates its own blocks. */
    static Function<Partitioner, JavaPairRDD<Integer, Block>> generated(JavaSparkContext context, Workload workload) {
        return partitioner -> context.parallelize(
                        IntStream.range(0, workload.blocks()).boxed().toList(), partitioner.numPartitions())
                .mapToPair(id -> new Tuple2<>(id, id))
                .partitionBy(partitioner)
                .mapValues(id -> GeneratedClicks.block(workload, id));
    }

    /** Lines of a text file, cut into blocks by their numbers, wherever Spark cuts the file. */
    static Function<Partitioner, JavaPairRDD<Integer, Block>> text(JavaRDD<String> lines, Workload workload) {
        int size = workload.blockSize();
        int weights = workload.weights();
        return partitioner -> lines.zipWithIndex()
                .mapToPair(line -> new Tuple2<>((int) (line._2 / size), new Tuple2<>((int) (line._2 % size), line._1)))
                .groupByKey(partitioner)
                .mapToPair(block -> new Tuple2<>(block._1, parse(block._1, block._2, size, weights)))
                .partitionBy(partitioner);
    }

    private static Block parse(int id, Iterable<Tuple2<Integer, String>> lines, int size, int weights) {
        List<Tuple2<Integer, String>> sorted = new ArrayList<>();
        lines.forEach(sorted::add);
        sorted.sort(Comparator.comparing(line -> line._1));
        return ClickText.block(id, sorted.stream().map(line -> line._2).toList(), (long) id * size, weights);
    }
}
