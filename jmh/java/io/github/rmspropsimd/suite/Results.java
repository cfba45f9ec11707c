// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.suite;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.rmspropsimd.latency.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** The results of one command on one machine: a packed file of the suite, with the forks in JMH's JSON. */
record Results(Machine machine, String command, List<Measured> measured, List<Outcome> latency) {

    private static final String EXTENSION = ".json.gz";

    /** Reads a file, or the packed file of a folder. */
    static Results read(Path path) throws IOException {
        Path file = path;
        if (Files.isDirectory(path)) {
            try (Stream<Path> files = Files.list(path)) {
                file = files.filter(one -> one.toString().endsWith(EXTENSION))
                        .findFirst()
                        .orElseThrow(() -> new NoSuchFileException(path + ": no packed results"));
            }
        }
        JsonObject all;
        try (InputStream in = Files.newInputStream(file);
                Reader reader = new InputStreamReader(new GZIPInputStream(in), StandardCharsets.UTF_8)) {
            all = JsonParser.parseReader(reader).getAsJsonObject();
        }
        return new Results(
                new Gson().fromJson(all.get("machine"), Machine.class),
                all.get("command").getAsString(),
                measured(all.getAsJsonArray("results")),
                List.of(new Gson().fromJson(all.get("latency"), Outcome[].class)));
    }

    /** Packs the results of a run so far into one file, whose name has the machine; returns the file. */
    static Path write(Path folder, Machine machine, String command, JsonArray jmh, List<Outcome> latency)
            throws IOException {
        JsonObject all = new JsonObject();
        Gson gson = new Gson();
        all.add("machine", gson.toJsonTree(machine));
        all.addProperty("command", command);
        all.add("results", jmh);
        all.add("latency", gson.toJsonTree(latency));
        Path file = folder.resolve("results-" + machine.fileName() + EXTENSION);
        Path unfinished = folder.resolve("unfinished");
        try (Writer out = new OutputStreamWriter(
                new GZIPOutputStream(Files.newOutputStream(unfinished)), StandardCharsets.UTF_8)) {
            gson.toJson(all, out);
        }
        return Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static List<Measured> measured(JsonArray results) {
        List<Measured> all = new ArrayList<>();
        results.forEach(result -> all.add(measured(result.getAsJsonObject())));
        return all;
    }

    private static Measured measured(JsonObject result) {
        String[] name = result.get("benchmark").getAsString().split("\\.", -1);
        Map<String, String> parameters = new LinkedHashMap<>();
        if (result.has("params")) {
            result.getAsJsonObject("params")
                    .asMap()
                    .forEach((parameter, value) -> parameters.put(parameter, value.getAsString()));
        }
        JsonObject metric = result.getAsJsonObject("primaryMetric");
        String unit = metric.get("scoreUnit").getAsString();
        if (!unit.equals("ns/op") || !metric.has("rawData")) {
            throw new IllegalArgumentException(
                    "scores must be means in ns/op, not in " + unit + ": use -bm avgt -tu ns");
        }
        double allocated = result.getAsJsonObject("secondaryMetrics").asMap().entrySet().stream()
                .filter(other -> other.getKey().endsWith("gc.alloc.rate.norm"))
                .flatMap(other -> means(other.getValue().getAsJsonObject()).stream())
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(Double.NaN);
        return new Measured(name[name.length - 2] + "." + name[name.length - 1], parameters, means(metric), allocated);
    }

    /** The mean over the iterations of each fork. */
    private static List<Double> means(JsonObject metric) {
        List<Double> means = new ArrayList<>();
        for (JsonElement fork : metric.getAsJsonArray("rawData")) {
            double sum = 0;
            for (JsonElement iteration : fork.getAsJsonArray()) {
                sum += iteration.getAsDouble();
            }
            means.add(sum / fork.getAsJsonArray().size());
        }
        return means;
    }

    List<Measured> of(String benchmark) {
        return measured.stream()
                .filter(one -> one.arm().startsWith(benchmark + "."))
                .toList();
    }

    /** The arm with these parameters, if it was measured. */
    Optional<Measured> find(String arm, Map<String, String> parameters) {
        return measured.stream()
                .filter(one ->
                        one.arm().equals(arm) && one.parameters().entrySet().containsAll(parameters.entrySet()))
                .findFirst();
    }

    Optional<Measured> step(String arm, int n) {
        return find("StepBenchmark." + arm, Map.of("n", Integer.toString(n)));
    }
}
