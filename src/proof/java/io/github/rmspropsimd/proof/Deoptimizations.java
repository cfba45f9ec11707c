// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.proof;

import java.util.concurrent.TimeUnit;
import jdk.test.whitebox.WhiteBox;

/**
 * Has the JVM throw all compiled code away: when all trainees have run SIMD for a while, or have not got there for long; and
 * never while allocated bytes wait for a loss that explains them.
 */
final class Deoptimizations implements Runnable {

    private static final long ALL_SIMD = TimeUnit.SECONDS.toNanos(4);
    private static final long LONGEST = TimeUnit.SECONDS.toNanos(40);

    private final Soaking soaking;
    private final StatusWatch watch;
    private final WhiteBox whiteBox;

    private Deoptimizations(Soaking soaking, StatusWatch watch, WhiteBox whiteBox) {
        this.soaking = soaking;
        this.watch = watch;
        this.whiteBox = whiteBox;
    }

    /** Null, with a line that says so, where the JVM has no white box. */
    static Deoptimizations of(Soaking soaking, StatusWatch watch) {
        try {
            WhiteBox whiteBox = new WhiteBox();
            whiteBox.deoptimizeAll(); // with a closed box only this fails
            return new Deoptimizations(soaking, watch, whiteBox);
        } catch (LinkageError e) {
            System.out.println("This JVM has no white box (" + e + "); the soak deoptimizes nothing.");
            return null;
        }
    }

    @Override
    public void run() {
        long last = System.nanoTime();
        while (soaking.isGoingOn() && Pause.milliseconds(20)) {
            long now = System.nanoTime();
            long allSimdSince = watch.allSimdSince();
            boolean allSimd = allSimdSince != Long.MAX_VALUE && now - Math.max(allSimdSince, last) > ALL_SIMD;
            if ((allSimd || now - last > LONGEST) && soaking.counts.pendingRegions.sum() == 0) {
                soaking.markDeoptimization();
                whiteBox.deoptimizeAll();
                soaking.markDeoptimization();
                soaking.counts.deoptimizations.increment();
                last = now;
            }
        }
    }
}
