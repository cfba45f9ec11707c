// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.spark;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;

/** Waits for SIMD in each executor before its first task: Spark initializes plugins first. */
public final class WarmUpPlugin implements SparkPlugin {

    static final String STEPPER = "spark.rmspropsimd.stepper";

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static volatile long waitedMillis = -1;

    /** How long this JVM waited, or -1 if it has no such plugin. */
    static long waitedMillis() {
        return waitedMillis;
    }

    @Override
    public DriverPlugin driverPlugin() {
        return null; // as Spark's interface allows
    }

    @Override
    public ExecutorPlugin executorPlugin() {
        return new ExecutorPlugin() {
            @Override
            public void init(PluginContext context, Map<String, String> extraConf) {
                long start = System.nanoTime();
                Stepper.valueOf(context.conf().get(STEPPER)).awaitSimd(TIMEOUT);
                waitedMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            }
        };
    }
}
