// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.demo;

import io.github.rmspropsimd.Backend;
import io.github.rmspropsimd.RmsPropKernel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.knowm.xchart.XYChart;

/**
 * Online learning on generated clicks: an event has 20 of 100,000 features, so its gradient has 20 rows. A dense step passes
 * over all rows for each event; steps on rows pass over 20. Three ways side by side: their losses, and the latency of events
 * that arrive at a fixed rate.
 */
final class Clicks {

    static final int EVENTS = 6_000;

    private static final int WINDOW = 500;
    private static final int PACED_EVENTS = 600;
    private static final int EVENTS_PER_SECOND = 200;
    private static final Duration LONG = Duration.ofMinutes(1);

    /** How an event's step is taken. */
    enum Way {
        DENSE("dense step", 2),
        SCALAR_ROWS("rows, SCALAR", 1),
        SIMD_ROWS("rows, SIMD", 0);

        private final String title;
        private final int color;

        Way(String title, int color) {
            this.title = title;
            this.color = color;
        }

        /** The default kernel, warmed up, except where SCALAR is meant. */
        ClickModel model(long seed) {
            RmsPropKernel kernel =
                    this == SCALAR_ROWS ? ClickModel.RULE.kernel(Backend.SCALAR) : ClickModel.RULE.kernel();
            try {
                kernel.awaitSimd(LONG);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new ClickModel(kernel, this == DENSE, seed);
        }
    }

    private final List<int[]> features = new ArrayList<>();
    private final List<Boolean> clicks = new ArrayList<>();
    private final long seed;

    Clicks(long seed, int events) {
        this.seed = seed;
        SplittableRandom random = new SplittableRandom(seed);
        float[] truth = new float[ClickModel.FEATURES];
        for (int i = 0; i < truth.length; i++) {
            truth[i] = (float) (2 * random.nextGaussian());
        }
        for (int event = 0; event < events; event++) {
            int[] active = draw(random);
            double score = 0;
            for (int feature : active) {
                score += truth[feature];
            }
            features.add(active);
            clicks.add(random.nextDouble() < 1 / (1 + Math.exp(-score)));
        }
    }

    /** Distinct features; low ones, like frequent words, more often. */
    private static int[] draw(SplittableRandom random) {
        return random.doubles()
                .mapToInt(u -> (int) (ClickModel.FEATURES * Math.pow(u, 10)))
                .distinct()
                .limit(ClickModel.ACTIVE)
                .toArray();
    }

    /** The mean loss of events before they were learned from, window by window. */
    LossCurve train(Way way) {
        return train(way.model(seed));
    }

    private LossCurve train(ClickModel model) {
        LossCurve curve = new LossCurve();
        double loss = 0;
        for (int event = 0; event < features.size(); event++) {
            loss += model.learn(features.get(event), clicks.get(event));
            if ((event + 1) % WINDOW == 0) {
                curve.add(event + 1, loss / WINDOW);
                loss = 0;
            }
        }
        return curve;
    }

    /** Latencies of events at a fixed arrival rate, each from its arrival. */
    private Histogram paced(Way way) {
        ClickModel model = way.model(seed);
        for (int event = 0; event < PACED_EVENTS; event++) {
            model.learn(features.get(event), clicks.get(event)); // compiled before it is measured
        }
        Histogram histogram = new Histogram(3);
        long interval = TimeUnit.SECONDS.toNanos(1) / EVENTS_PER_SECOND;
        long first = System.nanoTime();
        for (int event = 0; event < PACED_EVENTS; event++) {
            long arrival = first + event * interval;
            for (long left = arrival - System.nanoTime(); left > 0; left = arrival - System.nanoTime()) {
                if (left > 200_000) {
                    LockSupport.parkNanos(left - 200_000);
                }
            }
            model.learn(features.get(event), clicks.get(event));
            histogram.recordValue(System.nanoTime() - arrival);
        }
        return histogram;
    }

    static Figure run(Lab lab) {
        Clicks clicks = new Clicks(lab.seed(), EVENTS);
        XYChart chart = Charts.chart("Online learning, 100,000 features, a step per event", "events", "loss (nats)");
        lab.print(
                "%-14s %12s %12s %12s %12s %12s",
                "way", "events/s", "median, µs", "99 %, µs", "99.9 %, µs", "last loss");
        for (Way way : Way.values()) {
            Histogram latencies = clicks.paced(way);
            ClickModel model = way.model(lab.seed());
            long start = System.nanoTime();
            LossCurve curve = clicks.train(model);
            double seconds = (System.nanoTime() - start) / 1e9;
            lab.print(
                    "%-14s %12.0f %12.1f %12.1f %12.1f %12.4f",
                    way.title,
                    EVENTS / seconds,
                    latencies.getValueAtPercentile(50) / 1e3,
                    latencies.getValueAtPercentile(99) / 1e3,
                    latencies.getValueAtPercentile(99.9) / 1e3,
                    curve.last());
            boolean scalar = way == Way.SCALAR_ROWS; // broad and below, to be seen where the other lies on it
            Charts.line(chart, way.title, curve.positions(), curve.losses(), way.color, scalar ? 7 : 2);
        }
        lab.print(
                "events/s: one after the other; latency: %d events arrive in a second, counted from the arrival.",
                EVENTS_PER_SECOND);
        lab.print("%s", Backend.SIMD.explanation());
        return new Figure(
                chart,
                "Both backends go through the same losses on rows, bit for bit. A dense step also decays the square averages of"
                        + " the features that an event does not have: a rare feature then comes back to an average near 0 and"
                        + " takes too long a step, however small its gradient is. On rows an average decays only when"
                        + " its feature occurs (lazy decay). Mean loss of 500 events before they are learned from.");
    }
}
