// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.suite;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * One arm with one set of parameters, as measured.
 *
 * @param arm the class and the method, such as {@code StepBenchmark.library}
 * @param forks the mean of each fork in nanoseconds for a call, in the order of the rounds
 * @param allocated bytes for a call in the fork that allocated most; NaN without the profiler gc
 */
public record Measured(String arm, Map<String, String> parameters, List<Double> forks, double allocated) {

    String name() {
        return arm.substring(arm.indexOf('.') + 1);
    }

    double median() {
        return median(forks);
    }

    double fastest() {
        return Collections.min(forks);
    }

    double slowest() {
        return Collections.max(forks);
    }

    /** The number of elements, or 0 where that is no parameter. */
    int n() {
        return Integer.parseInt(parameters.getOrDefault("n", "0"));
    }

    /** What is compared between two runs. */
    String key() {
        return arm + " " + new TreeMap<>(parameters);
    }

    /** Each fork's time over the other's in the same round. */
    Measured over(Measured other) {
        if (forks.size() != other.forks.size()) {
            throw new IllegalArgumentException(
                    key() + " and " + other.key() + " have different numbers of forks: they share no rounds");
        }
        List<Double> ratios = IntStream.range(0, forks.size())
                .mapToObj(round -> forks.get(round) / other.forks.get(round))
                .toList();
        return new Measured(arm, parameters, ratios, allocated);
    }

    /** How many times as fast as the other this one is: the median over the rounds, in which both ran soon after each other. */
    double timesAsFastAs(Measured other) {
        return other.over(this).median();
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    public static <T> double median(List<T> all, ToDoubleFunction<T> value) {
        return median(all.stream().mapToDouble(value).boxed().toList());
    }
}
