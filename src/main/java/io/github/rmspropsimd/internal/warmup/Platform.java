// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.internal.warmup;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/** What the warm-up thread asks of the JVM: time, waiting, a thread, the compilers' work. Tests inject another. */
class Platform {

    static final String THREAD_NAME = "rmsprop-simd warm-up";

    long nanoTime() {
        return System.nanoTime();
    }

    /** Waits for a notification; the caller holds the monitor. Interrupts mean nothing to this thread and are dropped. */
    void await(Object monitor, long nanoseconds) {
        try {
            TimeUnit.NANOSECONDS.timedWait(monitor, nanoseconds);
        } catch (InterruptedException e) {
            // the flag is cleared, and the work goes on
        }
    }

    void start(Runnable work) {
        Thread thread = new Thread(null, work, THREAD_NAME, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null); // an application's, which may be unloaded some day
        thread.start();
    }

    /** Milliseconds that the JVM has spent compiling, or -1 where it does not say. */
    long compilationMilliseconds() {
        try {
            CompilationMXBean compilation = ManagementFactory.getCompilationMXBean();
            return compilation != null && compilation.isCompilationTimeMonitoringSupported()
                    ? compilation.getTotalCompilationTime()
                    : -1;
        } catch (RuntimeException | Error e) { // such as no management module
            return -1;
        }
    }
}
