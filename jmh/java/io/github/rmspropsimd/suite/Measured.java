// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.suite;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;

/**
 * One arm with one set of parameters, as measured.
 *
 * @param arm the class and the method, such as {@code StepBenchmark.simd}
 * @param forks the mean of each fork, nanoseconds for an operation, in the order of the rounds
 * @param percentiles of single calls, by {@code "50.0"}, {@code "99.9"} and so on; empty in other modes
 * @param secondary what else was measured, by its name: the mean of each fork
 */
record Measured(
        String arm,
        Map<String, String> parameters,
        String mode,
        List<Double> forks,
        Map<String, Double> percentiles,
        Map<String, List<Double>> secondary) {

    double median() {
        return median(forks);
    }

    double fastest() {
        return forks.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
    }

    double slowest() {
        return forks.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
    }

    /** Bytes for an operation, in the fork that allocated most; NaN if the profiler was off. */
    double allocated() {
        return secondary("gc.alloc.rate.norm").stream()
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(Double.NaN);
    }

    /** What else was measured under a name that ends so, in each fork; none if nothing. */
    List<Double> secondary(String name) {
        return secondary.keySet().stream()
                .filter(key -> key.endsWith(name))
                .findFirst()
                .map(secondary::get)
                .orElse(List.of());
    }

    /** The number of elements, or 0 where that is no parameter. */
    int n() {
        return Integer.parseInt(parameters.getOrDefault("n", "0"));
    }

    int parameter(String name) {
        return Integer.parseInt(parameters.get(name));
    }

    /** What is compared between two runs: everything but the times. */
    String key() {
        return arm + " " + new TreeMap<>(parameters) + " " + mode;
    }

    /** Each fork's time over the other's in the same round. */
    Measured over(Measured other) {
        return withOther(other, (mine, others) -> mine / others);
    }

    /** The shorter of the times of each round. */
    Measured orFaster(Measured other) {
        return withOther(other, Math::min);
    }

    private Measured withOther(Measured other, DoubleBinaryOperator operator) {
        if (forks.size() != other.forks.size()) {
            throw new IllegalArgumentException(arm + " has " + forks.size() + " forks and " + other.arm + " "
                    + other.forks.size() + ": they belong to no common rounds");
        }
        Double[] values = new Double[forks.size()];
        Arrays.setAll(values, round -> operator.applyAsDouble(forks.get(round), other.forks.get(round)));
        return new Measured(arm, parameters, mode, Arrays.asList(values), percentiles, secondary);
    }

    /** The middle of the ratios of the rounds, in each of which the two ran one soon after the other. */
    static double ratio(Measured numerator, Measured denominator) {
        return numerator.over(denominator).median();
    }

    static double median(List<Double> values) {
        if (values.isEmpty()) {
            return Double.NaN;
        }
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
