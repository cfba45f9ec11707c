// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.internal.warmup;

import java.util.concurrent.TimeUnit;

/**
 * Decides when the application's start is over. Until then its threads and the JVM's compilers want every processor, and a
 * warm-up beside them would make the first requests wait.
 *
 * <p>The start is over when the JVM has compiled for less than a tenth of a {@link #WINDOW}, or after {@link #LONGEST}.
 */
final class StartUp {

    /** How often to ask. */
    static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(100);

    /** The first moments are never quiet, and asking the JVM loads its management classes. */
    static final long FIRST = TimeUnit.MILLISECONDS.toNanos(400);

    static final long WINDOW = TimeUnit.MILLISECONDS.toNanos(600);
    static final long LONGEST = TimeUnit.SECONDS.toNanos(5);

    private static final int QUIET_MILLISECONDS = 60;

    private final Platform platform;
    private boolean begun;
    private long begin;
    private boolean windowBegun;
    private long windowBegin;
    private long compiledBefore;
    private boolean over;

    StartUp(Platform platform) {
        this.platform = platform;
    }

    /** Whether the start is over; once it is, for ever. */
    boolean isOver() {
        if (over) {
            return true;
        }
        long now = platform.nanoTime();
        if (!begun) {
            begun = true;
            begin = now;
        }
        if (now - begin < FIRST) {
            return false;
        }
        long compiled = platform.compilationMilliseconds();
        if (!windowBegun || compiled - compiledBefore >= QUIET_MILLISECONDS) {
            windowBegun = true;
            windowBegin = now;
            compiledBefore = compiled;
        }
        over = now - windowBegin >= WINDOW || now - begin >= LONGEST;
        return over;
    }
}
