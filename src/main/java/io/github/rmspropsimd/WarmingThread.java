// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/**
 * Runs what is given to it, one after the other, on a daemon thread that ends when nothing is left. A plain thread and
 * queue: those of java.util.concurrent take 3 ms more when a JVM first uses them, on the thread that asks for a kernel.
 */
final class WarmingThread implements Executor, Runnable {

    static final String NAME = "rmsprop-simd warming";

    static final WarmingThread INSTANCE = new WarmingThread();

    private static volatile boolean wanted = !SystemProperties.isWarmingOff();

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private boolean running;

    private WarmingThread() {}

    /** Whether kernels start it unasked. */
    static boolean isWanted() {
        return wanted;
    }

    static void want(boolean wanted) {
        WarmingThread.wanted = wanted;
    }

    @Override
    public synchronized void execute(Runnable task) {
        if (!running) {
            Thread thread = new Thread(null, this, NAME, 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(null); // which may be an application's, to be unloaded some day
            thread.start();
            running = true;
        }
        tasks.add(task);
    }

    @Override
    public void run() {
        for (Runnable task = next(); task != null; task = next()) {
            try {
                task.run();
            } catch (Throwable e) { // which keeps no other task from running
                System.getLogger(WarmingThread.class.getPackageName()).log(Level.WARNING, "Warming failed", e);
            }
        }
    }

    static boolean isCurrent() {
        return Thread.currentThread().getName().equals(NAME);
    }

    private synchronized Runnable next() {
        Runnable task = tasks.poll();
        running = task != null;
        return task;
    }
}
