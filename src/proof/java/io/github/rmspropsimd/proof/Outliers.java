// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.proof;

import io.github.rmspropsimd.proof.ForkResult.Point;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hipparchus.stat.descriptive.rank.Percentile;
import org.hipparchus.stat.descriptive.rank.Percentile.EstimationType;

/** Which JVMs are much slower than the others on the same arrays, and whether that looks like placement or compilation. */
final class Outliers {

    static final double LIMIT = 1.3;

    /** The same arrays of every JVM. */
    record Key(int set, int length) {}

    /**
     * @param slowSets of how many sets the JVM is too slow at that length
     * @param slowLengths of how many lengths it is too slow on that set
     */
    record Outlier(ForkResult jvm, Point point, double median, int slowSets, int slowLengths) {

        double ratio() {
            return point.nanoseconds() / median;
        }

        /** Slow on most sets means the code, slow on one the place of its arrays; or somebody else's work on the machine. */
        String hint() {
            return slowSets > ForkArrays.SETS / 2
                    ? "most sets: the compiled code, or the machine"
                    : slowLengths > 1 ? "one set: the arrays' places" : "one point: the arrays' places, or noise";
        }
    }

    private final Map<Key, double[]> times = new LinkedHashMap<>();
    private final List<Outlier> outliers = new ArrayList<>();

    Outliers(List<ForkResult> results) {
        Map<Key, List<Double>> lists = new LinkedHashMap<>();
        for (ForkResult result : results) {
            for (Point point : result.points()) {
                lists.computeIfAbsent(key(point), key -> new ArrayList<>()).add(point.nanoseconds());
            }
        }
        lists.forEach((key, list) ->
                times.put(key, list.stream().mapToDouble(Double::doubleValue).toArray()));
        results.forEach(this::find);
    }

    private void find(ForkResult result) {
        List<Point> slow = result.points().stream()
                .filter(point -> point.nanoseconds() > LIMIT * median(key(point)))
                .toList();
        for (Point point : slow) {
            int sets = (int)
                    slow.stream().filter(p -> p.length() == point.length()).count();
            int lengths =
                    (int) slow.stream().filter(p -> p.set() == point.set()).count();
            outliers.add(new Outlier(result, point, median(key(point)), sets, lengths));
        }
    }

    private static Key key(Point point) {
        return new Key(point.set(), point.length());
    }

    Iterable<Key> keys() {
        return times.keySet();
    }

    double median(Key key) {
        return quantile(times.get(key), 50);
    }

    double percentile(Key key, double percent) {
        return quantile(times.get(key), percent);
    }

    /** From 0, the least, to 100, the greatest. */
    static double quantile(double[] values, double percent) {
        return new Percentile()
                .withEstimationType(EstimationType.R_7)
                .evaluate(values, Math.max(percent, Double.MIN_NORMAL));
    }

    List<Outlier> list() {
        return List.copyOf(outliers);
    }
}
