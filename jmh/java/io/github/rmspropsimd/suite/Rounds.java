// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.suite;

import io.github.rmspropsimd.Intrinsics;
import io.github.rmspropsimd.demo.Terminal;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ProgressBar;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.WorkloadParams;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs jobs round by round, one fork of each in every round. JMH would run all forks of one arm and then those of the
 * next, minutes later, when a shared machine may be faster or slower; here what is compared ran within seconds, and each
 * round gives a ratio of its own. Every other round goes backwards, so that no arm always has the same one before it.
 */
final class Rounds {

    /** A step of so many elements takes a millisecond and more: longer iterations. */
    private static final int MILLISECONDS_EACH = 1 << 22;

    private final Extent extent;
    private final List<String> jvmOptions;
    private final Path folder;
    private final Map<String, BenchmarkParams> parameters = new LinkedHashMap<>();
    private final Map<String, List<BenchmarkResult>> results = new LinkedHashMap<>();
    private final Map<Job, String> failures = new LinkedHashMap<>();

    Rounds(Extent extent, List<String> jvmOptions, Path folder) {
        this.extent = extent;
        this.jvmOptions = jvmOptions;
        this.folder = folder;
    }

    /** Runs them all, and writes the results so far after each round, in JMH's JSON. */
    void run(List<Job> jobs, int rounds) throws IOException {
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
                write(folder.resolve(Results.FILE), round + 1);
            }
        }
    }

    /** What gave no result, and why; the log has the rest. */
    Map<Job, String> failures() {
        return failures;
    }

    /** Not again once it has failed: its forks would belong to no round. */
    private void run(Job job, OutputFormat format) {
        if (failures.containsKey(job)) {
            return;
        }
        for (int left = job.triesToArrange(); left > 0; left--) {
            try {
                new Runner(options(job), format).run().forEach(this::add);
                return;
            } catch (RunnerException e) {
                if (left == 1) {
                    failures.put(job, e.getMessage());
                }
            }
        }
    }

    private Options options(Job job) {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(job.pattern())
                .mode(job.mode())
                .forks(1)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT) // of the forks; what they write would break into the progress
                .addProfiler("gc");
        if (!job.takesItsTime()) {
            int times = job.n() >= MILLISECONDS_EACH ? 3 : 1;
            TimeValue time = new TimeValue((long) times * extent.milliseconds, TimeUnit.MILLISECONDS);
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

    private void add(RunResult result) {
        BenchmarkParams benchmark = result.getParams();
        String key = benchmark.id() + benchmark.getMode();
        parameters.putIfAbsent(key, benchmark);
        results.computeIfAbsent(key, absent -> new ArrayList<>()).addAll(result.getBenchmarkResults());
    }

    /** All but those that failed once: the forks of two arms belong together by their rounds. */
    private void write(Path file, int rounds) throws IOException {
        Collection<RunResult> all = new ArrayList<>();
        results.forEach((key, forks) -> {
            if (forks.size() == rounds) {
                all.add(new RunResult(asMeasured(parameters.get(key), rounds), forks));
            }
        });
        Path unfinished = file.resolveSibling(file.getFileName() + ".part");
        try (PrintStream out = new PrintStream(unfinished.toFile(), StandardCharsets.UTF_8)) {
            ResultFormatFactory.getInstance(ResultFormatType.JSON, out).writeOut(all);
        }
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /** With the number of forks, and without the places where this machine keeps things. */
    private static BenchmarkParams asMeasured(BenchmarkParams one, int forks) {
        WorkloadParams workload = new WorkloadParams();
        one.getParamsKeys().forEach(key -> workload.put(key, one.getParam(key), 0));
        return new BenchmarkParams(
                one.getBenchmark(),
                one.generatedBenchmark(),
                one.shouldSynchIterations(),
                one.getThreads(),
                one.getThreadGroups(),
                one.getThreadGroupLabels(),
                forks,
                one.getWarmupForks(),
                one.getWarmup(),
                one.getMeasurement(),
                one.getMode(),
                workload,
                one.getTimeUnit(),
                one.getOpsPerInvocation(),
                "java",
                one.getJvmArgs().stream()
                        .filter(option -> !option.startsWith("-D" + Intrinsics.LIBRARY))
                        .toList(),
                one.getJdkVersion(),
                one.getVmName(),
                one.getVmVersion(),
                one.getJmhVersion(),
                one.getTimeout());
    }
}
