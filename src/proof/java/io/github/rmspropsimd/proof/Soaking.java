// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** What the threads of a soak share: the trainees, the counts, and when it ends. */
final class Soaking {

    static final int WORKERS = 4;

    /** Elements of each worker's part of a trainee. */
    private static final int[] LENGTHS = {1_000, 7, 100, 1_003, 333, 5_000, 64, 10_000};

    final Counts counts = new Counts();
    final Rules rules;
    private final AtomicReferenceArray<Trainee> trainees = new AtomicReferenceArray<>(LENGTHS.length);
    private final SplittableRandom random;
    private volatile long lastDeoptimization = System.nanoTime() - TimeUnit.DAYS.toNanos(1);
    private volatile boolean stopped;

    Soaking(long seed) {
        rules = new Rules(seed);
        random = new SplittableRandom(seed);
        for (int i = 0; i < LENGTHS.length; i++) {
            replace(i);
        }
    }

    /** Another rule takes the place of one. Called by one thread. */
    void replace(int place) {
        trainees.set(place, new Trainee(rules.next(), LENGTHS[place], WORKERS, random));
        counts.kernels.add(2);
    }

    List<Trainee> trainees() {
        List<Trainee> all = new ArrayList<>();
        for (int i = 0; i < trainees.length(); i++) {
            all.add(trainees.get(i));
        }
        return all;
    }

    Trainee trainee(SplittableRandom random) {
        return trainees.get(random.nextInt(trainees.length()));
    }

    boolean isGoingOn() {
        return !stopped && counts.failure() == null;
    }

    void stop() {
        stopped = true;
    }

    long lastDeoptimization() {
        return lastDeoptimization;
    }

    /** Called before and after one. */
    void markDeoptimization() {
        lastDeoptimization = System.nanoTime();
    }
}
