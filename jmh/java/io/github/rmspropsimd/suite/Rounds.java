// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.suite;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.rmspropsimd.Intrinsics;
import io.github.rmspropsimd.demo.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import me.tongfei.progressbar.ProgressBar;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs jobs round by round, one fork of each in every round. JMH would run all forks of one arm and then those of the
 * next, minutes later, when a shared machine may be faster or slower. Here arms that are compared run within seconds, and
 * each round gives a ratio of its own. Every other round goes backwards, so no arm always follows the same one.
 */
final class Rounds {

    private static final String BYTES = "gc.alloc.rate.norm";

    private final Extent extent;
    private final List<String> jvmOptions;
    private final Path folder;
    private final Map<Job, JsonObject> results = new LinkedHashMap<>();
    private final Map<Job, String> failures = new LinkedHashMap<>();

    /** Takes all results so far, in JMH's JSON. */
    interface Sink {
        void accept(JsonArray results) throws IOException;
    }

    Rounds(Extent extent, List<String> jvmOptions, Path folder) {
        this.extent = extent;
        this.jvmOptions = jvmOptions;
        this.folder = folder;
    }

    void run(List<Job> jobs, int rounds, Sink afterRound) throws IOException {
        try (PrintStream log = new PrintStream(folder.resolve("jmh.log").toFile(), StandardCharsets.UTF_8);
                ProgressBar progress = Terminal.progress("forks", (long) jobs.size() * rounds)) {
            OutputFormat format = OutputFormatFactory.createFormatInstance(log, VerboseMode.NORMAL);
            List<Job> backwards = new ArrayList<>(jobs);
            Collections.reverse(backwards);
            for (int round = 0; round < rounds; round++) {
                for (Job job : round % 2 == 0 ? jobs : backwards) {
                    run(job, format);
                    progress.step();
                }
                JsonArray all = new JsonArray();
                results.values().forEach(all::add);
                afterRound.accept(all);
            }
        }
    }

    /** The arms that gave no result, and why; the log has the rest. */
    Map<Job, String> failures() {
        return failures;
    }

    /** An arm that has failed does not run again, and its earlier forks are dropped: they would belong to no round. */
    private void run(Job job, OutputFormat format) {
        if (!failures.containsKey(job)) {
            try {
                add(job, new Runner(options(job), format).run());
            } catch (RunnerException e) {
                failures.put(job, e.getMessage());
                results.remove(job);
            }
        }
    }

    private Options options(Job job) {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(job.pattern())
                .forks(1)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT) // of the forks; what they write would break into the progress
                .addProfiler("gc");
        if (!job.hasItsOwnTime()) {
            TimeValue time = TimeValue.milliseconds(extent.milliseconds);
            options.warmupIterations(extent.iterations).measurementIterations(extent.iterations);
            options.warmupTime(time).measurementTime(time);
        }
        job.parameters().forEach(options::param);
        List<String> added = new ArrayList<>(jvmOptions);
        String library = System.getProperty(Intrinsics.LIBRARY);
        if (library != null && job.needsC()) {
            added.add("-D" + Intrinsics.LIBRARY + "=" + library);
        }
        return options.jvmArgsPrepend(added.toArray(String[]::new)).build();
    }

    /** Adds a fork's raw data to those of the earlier forks. JMH's own summary is of one fork, and goes. */
    private void add(Job job, Collection<RunResult> run) {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);
        ResultFormatFactory.getInstance(ResultFormatType.JSON, out).writeOut(run);
        JsonObject fork = JsonParser.parseString(written.toString(StandardCharsets.UTF_8))
                .getAsJsonArray()
                .get(0)
                .getAsJsonObject();
        JsonObject earlier = results.putIfAbsent(job, fork);
        if (earlier == null) {
            List.of("jvm", "jvmArgs", "forks").forEach(fork::remove);
            fork.getAsJsonObject("secondaryMetrics").keySet().retainAll(Set.of(BYTES));
            metrics(fork).forEach(metric -> metric.keySet().retainAll(Set.of("scoreUnit", "rawData")));
        } else {
            for (int i = 0; i < 2; i++) {
                JsonArray more = metrics(fork).get(i).getAsJsonArray("rawData");
                metrics(earlier).get(i).getAsJsonArray("rawData").addAll(more);
            }
        }
    }

    private static List<JsonObject> metrics(JsonObject result) {
        JsonObject bytes = result.getAsJsonObject("secondaryMetrics").getAsJsonObject(BYTES);
        return List.of(result.getAsJsonObject("primaryMetric"), bytes);
    }
}
