// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.suite;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Reads JMH's JSON, of the suite or of JMH alone, and the facts of the machine if they lie beside it. */
final class Results {

    static final String FILE = "results.json";
    static final String MACHINE = "machine.json";

    private final List<Measured> measured;
    private final Machine machine;

    private Results(List<Measured> measured, Machine machine) {
        this.measured = measured;
        this.machine = machine;
    }

    /** From files, or from folders of suites, of one machine: the facts are those beside the first. */
    static Results read(List<Path> paths) throws IOException {
        List<Measured> measured = new ArrayList<>();
        Machine machine = null;
        for (Path path : paths) {
            Path file = Files.isDirectory(path) ? path.resolve(FILE) : path;
            String java = "";
            try (Reader in = open(file)) {
                for (JsonElement element : JsonParser.parseReader(in).getAsJsonArray()) {
                    JsonObject result = element.getAsJsonObject();
                    measured.add(measured(result));
                    java = result.get("vmName").getAsString() + " "
                            + result.get("vmVersion").getAsString();
                }
            }
            machine = machine == null ? machine(file.resolveSibling(MACHINE), java) : machine;
        }
        return new Results(measured, machine);
    }

    static Results read(Path path) throws IOException {
        return read(List.of(path));
    }

    /** Also what somebody has packed to keep it. */
    private static Reader open(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        boolean packed = file.toString().endsWith(".gz");
        return new InputStreamReader(packed ? new GZIPInputStream(in) : in, StandardCharsets.UTF_8);
    }

    private static Machine machine(Path file, String java) throws IOException {
        if (!Files.exists(file)) {
            return Machine.unknown(java);
        }
        return Machine.read(file);
    }

    private static Measured measured(JsonObject result) {
        String[] name = result.get("benchmark").getAsString().split("\\.", -1);
        Map<String, String> parameters = new LinkedHashMap<>();
        if (result.has("params")) {
            result.getAsJsonObject("params")
                    .entrySet()
                    .forEach(entry ->
                            parameters.put(entry.getKey(), entry.getValue().getAsString()));
        }
        JsonObject primary = result.getAsJsonObject("primaryMetric");
        String unit = primary.get("scoreUnit").getAsString();
        if (!unit.equals("ns/op")) {
            throw new IllegalArgumentException(
                    "scores must be in ns/op, not in " + unit + ": run with -bm avgt -tu ns");
        }
        List<Double> forks = new ArrayList<>();
        Map<String, Double> percentiles = new LinkedHashMap<>();
        if (primary.has("rawData")) {
            primary.getAsJsonArray("rawData").forEach(fork -> forks.add(mean(fork.getAsJsonArray())));
        } else {
            primary.getAsJsonArray("rawDataHistogram")
                    .forEach(fork -> forks.add(meanOfHistograms(fork.getAsJsonArray())));
            primary.getAsJsonObject("scorePercentiles")
                    .entrySet()
                    .forEach(entry ->
                            percentiles.put(entry.getKey(), entry.getValue().getAsDouble()));
        }
        return new Measured(
                name[name.length - 2] + "." + name[name.length - 1],
                parameters,
                result.get("mode").getAsString(),
                forks,
                percentiles,
                secondary(result));
    }

    private static double mean(JsonArray iterations) {
        double sum = 0;
        for (JsonElement iteration : iterations) {
            sum += iteration.getAsDouble();
        }
        return sum / iterations.size();
    }

    /** Each iteration is a list of pairs, a time and how often it was seen. */
    private static double meanOfHistograms(JsonArray iterations) {
        double sum = 0;
        double count = 0;
        for (JsonElement iteration : iterations) {
            for (JsonElement pair : iteration.getAsJsonArray()) {
                double times = pair.getAsJsonArray().get(1).getAsDouble();
                sum += pair.getAsJsonArray().get(0).getAsDouble() * times;
                count += times;
            }
        }
        return sum / count;
    }

    private static Map<String, List<Double>> secondary(JsonObject result) {
        Map<String, List<Double>> means = new LinkedHashMap<>();
        for (Map.Entry<String, JsonElement> metric :
                result.getAsJsonObject("secondaryMetrics").entrySet()) {
            JsonArray forks = metric.getValue().getAsJsonObject().getAsJsonArray("rawData");
            List<Double> each = new ArrayList<>();
            forks.forEach(fork -> each.add(mean(fork.getAsJsonArray())));
            means.put(metric.getKey(), each);
        }
        return means;
    }

    List<Measured> all() {
        return measured;
    }

    /** Those of a benchmark's class, in a mode: {@code avgt}, {@code sample} or {@code ss}. */
    List<Measured> of(String benchmark, String mode) {
        return measured.stream()
                .filter(one ->
                        one.arm().startsWith(benchmark + ".") && one.mode().equals(mode))
                .toList();
    }

    /** The arm with these parameters, if it was measured. */
    static Optional<Measured> find(List<Measured> among, String arm, Map<String, String> parameters) {
        return among.stream()
                .filter(one -> one.arm().endsWith("." + arm)
                        && one.parameters().entrySet().containsAll(parameters.entrySet()))
                .findFirst();
    }

    Machine machine() {
        return machine;
    }
}
