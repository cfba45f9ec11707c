// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.latency;

import io.github.rmspropsimd.demo.Terminal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import me.tongfei.progressbar.ProgressBar;
import org.HdrHistogram.Histogram;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What the users of a service feel while it starts: starts {@link Service} in a fresh JVM for each arm in turn, sends
 * requests at a fixed rate from the first moment on, and prints percentiles of all response times.
 */
@Command(
        name = "service",
        description = "Response times of an HTTP service that trains, from its first request on.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class ServiceLatency implements Callable<Integer> {

    @Option(names = "--jvms", description = "JVMs for each arm.")
    private int jvms = 5;

    @Option(names = "--seconds", description = "Seconds of requests for each JVM.")
    private int seconds = 10;

    @Option(names = "--rate", description = "Requests in a second.")
    private int rate = 500;

    @Option(names = "--arms", split = ",", description = "Arms: ${COMPLETION-CANDIDATES}.")
    private List<Arm> arms = List.of(Arm.values());

    @Option(names = "--jdk", description = "Home of the JDK for the service; the running one if none is given.")
    private Path home = Path.of(System.getProperty("java.home"));

    @Option(names = "--jvm-option", description = "One more option for the service's JVMs.")
    private List<String> options = List.of();

    @Option(names = "--out", description = "Folder for the table.")
    private Path out = Path.of("target", "service");

    private record Result(OpenLoopClient.Responses responses, long longestStep, long simdAfter) {

        double percentile(double percentile) {
            return responses.all().getValueAtPercentile(percentile) / 1e6;
        }
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new ServiceLatency()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException, URISyntaxException {
        Files.createDirectories(out);
        Path jar = out.resolve("service.jar");
        Latency.writeJar(jar);
        Map<Arm, List<Result>> results = new EnumMap<>(Arm.class);
        try (ProgressBar progress = Terminal.progress("JVMs", (long) jvms * arms.size())) {
            run(jar, Arm.SCALAR); // after which this process's own code is compiled
            for (int jvm = 0; jvm < jvms; jvm++) {
                for (Arm arm : arms) {
                    results.computeIfAbsent(arm, a -> new ArrayList<>()).add(run(jar, arm));
                    progress.step();
                }
            }
        }
        String table = table(results);
        Files.writeString(out.resolve("service.md"), table);
        System.out.print(table);
        return 0;
    }

    private Result run(Path jar, Arm arm) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(home.resolve("bin").resolve("java").toString());
        command.addAll(List.of("--add-modules", "jdk.incubator.vector", "-Dsun.net.httpserver.nodelay=true"));
        command.addAll(options);
        command.addAll(List.of("-cp", jar.toString(), Service.class.getName(), arm.name()));
        Process process = new ProcessBuilder(command)
                .redirectError(out.resolve("jvm.log").toFile())
                .start();
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
            String port = reader.readLine();
            if (port == null) {
                throw new IllegalStateException(
                        String.join(" ", command) + "\n" + Files.readString(out.resolve("jvm.log")));
            }
            OpenLoopClient client = new OpenLoopClient(Integer.parseInt(port), rate);
            OpenLoopClient.Responses responses = client.send("/train", seconds * rate);
            String[] outcome = client.get("/outcome").split(" ", 2);
            return new Result(responses, Long.parseLong(outcome[0]), Long.parseLong(outcome[1]));
        } finally {
            process.getOutputStream().close();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    /** Medians over the JVMs. */
    private String table(Map<Arm, List<Result>> results) {
        StringBuilder table = new StringBuilder("""
                | arm | first response ms | p50 ms | p99 ms | ÷ SCALAR | p99.9 ms | ÷ SCALAR | longest of all ms \
                | longest step ms | SIMD after s |
                |---|--:|--:|--:|--:|--:|--:|--:|--:|--:|
                """);
        List<Result> scalar = results.getOrDefault(Arm.SCALAR, List.of());
        results.forEach((arm, all) -> {
            Histogram merged = new Histogram(3);
            all.forEach(result -> merged.add(result.responses().all()));
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %.0f | %.2f | %.2f | %.2f | %.1f | %.2f | %.0f | %.2f | %s |%n",
                    arm.title,
                    median(all, result -> result.responses().first() / 1e6),
                    median(all, result -> result.percentile(50)),
                    median(all, result -> result.percentile(99)),
                    median(all, result -> result.percentile(99)) / median(scalar, result -> result.percentile(99)),
                    median(all, result -> result.percentile(99.9)),
                    median(all, result -> result.percentile(99.9)) / median(scalar, result -> result.percentile(99.9)),
                    merged.getMaxValue() / 1e6,
                    median(all, result -> result.longestStep() / 1e6),
                    arm == Arm.DEFAULT
                            ? String.format(Locale.ROOT, "%.2f", median(all, result -> result.simdAfter() / 1e9))
                            : ""));
        });
        return table.toString();
    }

    private static double median(List<Result> results, ToDoubleFunction<Result> value) {
        return LatencyReport.median(results, value);
    }
}
