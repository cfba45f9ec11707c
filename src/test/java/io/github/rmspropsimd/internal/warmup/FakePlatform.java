// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.internal.warmup;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/** A platform whose clock only waiting moves, and whose threads a test runs when it wants to. */
class FakePlatform extends Platform {

    long now;
    long compiled;
    Error refusal;
    final Queue<Runnable> started = new ArrayDeque<>();

    /** Runs while the warm-up thread waits, with its monitor. */
    Runnable whileWaiting = () -> {};

    @Override
    long nanoTime() {
        return now;
    }

    @Override
    void await(Object monitor, long nanoseconds) {
        now += nanoseconds;
        whileWaiting.run();
    }

    @Override
    void start(Runnable work) {
        if (refusal != null) {
            throw refusal;
        }
        started.add(work);
    }

    @Override
    long compilationMilliseconds() {
        return compiled;
    }

    void runStarted() {
        started.remove().run();
    }

    double seconds() {
        return now / (double) TimeUnit.SECONDS.toNanos(1);
    }
}
