// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.internal.warmup;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * Warms up vector loops, one after the other, on a daemon thread that ends when nothing is left to do.
 *
 * <p><b>Assumptions.</b> Tasks run on this thread only. A task's state is guarded by this object's monitor; its driver is
 * used by this thread only. Whoever requests a probe may be any thread, the JVM's own included.
 *
 * <p><b>Guarantees.</b>
 * <ul>
 *   <li>Loop and status of a task change together, with its state, before anyone who waits for it is notified.
 *   <li>A requested probe runs before the next batch of any warm-up, but no sooner than a second after the last one. All
 *       lost loops fall back to SCALAR in that probe, before any of them is warmed up again.
 *   <li>A task that somebody awaits goes before those that nobody awaits, also before the one that runs.
 *   <li>A task that fails ends decided, also after an Error. It costs neither this thread nor another task.
 *   <li>Interrupts have no effect.
 * </ul>
 */
final class WarmUpThread implements Runnable {

    static final WarmUpThread INSTANCE = new WarmUpThread(new Platform());

    /** While nobody waits, the thread sleeps so many times as long as it works. */
    private static final int SLEEP_PER_WORK = 2;

    private static final long SHORTEST_SLEEP = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONGEST_SLEEP = TimeUnit.MILLISECONDS.toNanos(50);

    /** A probe that is requested sooner waits: the collection that drops the code may follow another at once. */
    static final long PROBE_INTERVAL = TimeUnit.SECONDS.toNanos(1);

    private final Platform platform;
    private final StartUp startUp;

    private final List<WarmUpTask> tasks = new CopyOnWriteArrayList<>();

    // Guarded by this.
    private boolean running;
    private boolean probeRequested;
    private boolean probed;
    private long lastProbe;

    WarmUpThread(Platform platform) {
        this.platform = platform;
        this.startUp = new StartUp(platform);
    }

    /** Has the task run, unless it does, waits to, or has been decided. */
    synchronized void submit(WarmUpTask task) {
        if (task.state == WarmUpTask.State.IDLE) {
            if (!tasks.contains(task)) {
                tasks.add(task);
            }
            task.decide(WarmUpTask.State.WAITING, task.waiting());
            ensureRunning();
        }
    }

    /** Waits until the task is decided, at most so long; true once its vector loop is active. Hurries the task. */
    synchronized boolean await(WarmUpTask task, long nanoseconds) throws InterruptedException {
        long start = platform.nanoTime();
        task.awaiting++;
        try {
            submit(task);
            notifyAll(); // the warm-up thread may be asleep
            while (task.isUndecided()) {
                long left = nanoseconds - (platform.nanoTime() - start);
                if (left <= 0) {
                    break;
                }
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
            return task.state == WarmUpTask.State.ACTIVE;
        } finally {
            task.awaiting--;
        }
    }

    /** Has the active vector loops probed, if there are any; called after garbage collections. */
    synchronized void requestProbe() {
        for (int i = 0; i < tasks.size() && !probeRequested; i++) {
            probeRequested = tasks.get(i).state == WarmUpTask.State.ACTIVE;
        }
        if (probeRequested) {
            notifyAll();
            ensureRunning();
        }
    }

    /** Called with the monitor. Where no thread can be started, waiting tasks become idle, so that the next call retries. */
    private void ensureRunning() {
        if (running) {
            return;
        }
        running = true;
        try {
            platform.start(this);
        } catch (Throwable e) { // such as no memory for a thread, or a security manager
            running = false;
            for (int i = 0; i < tasks.size(); i++) {
                if (tasks.get(i).state == WarmUpTask.State.WAITING) {
                    tasks.get(i).decide(WarmUpTask.State.IDLE, tasks.get(i).notStarted(e));
                }
            }
            notifyAll();
        }
    }

    @Override
    public void run() {
        while (true) {
            WarmUpTask task;
            try {
                task = next();
            } catch (Throwable e) { // such as no memory: nobody shall wait for ever
                failUndecided();
                continue;
            }
            if (task == null) {
                return;
            }
            try {
                task.run(this, platform);
            } catch (Throwable e) { // such as no memory to say that there is none
                fail(task);
            }
        }
    }

    /** The task to run; null, with the thread counted as ended, where there is none. */
    private WarmUpTask next() {
        while (true) {
            probeIfRequested();
            boolean started = startUp.isOver();
            synchronized (this) {
                WarmUpTask task = firstWaiting();
                long untilProbe = untilProbe();
                if (untilProbe <= 0) {
                    continue;
                }
                if (task == null && untilProbe != Long.MAX_VALUE) {
                    platform.await(this, untilProbe);
                    continue;
                }
                if (task == null) {
                    running = false;
                    return null;
                }
                if (started || task.awaiting > 0) {
                    task.state = WarmUpTask.State.RUNNING;
                    return task;
                }
                platform.await(this, StartUp.INTERVAL);
            }
        }
    }

    private WarmUpTask firstWaiting() {
        WarmUpTask first = null;
        for (int i = 0; i < tasks.size(); i++) {
            WarmUpTask task = tasks.get(i);
            if (task.state == WarmUpTask.State.WAITING
                    && (first == null || (first.awaiting == 0 && task.awaiting > 0))) {
                first = task;
            }
        }
        return first;
    }

    /** The end of a task's run. */
    synchronized void decide(WarmUpTask task, WarmUpTask.State state, ActiveLoop active) {
        task.decide(state, active);
        notifyAll();
    }

    /**
     * Called by the running task between two batches: probes if asked to, and sleeps.
     *
     * @param worked nanoseconds since the last pause
     * @return false if the task is to make way for one that somebody awaits
     */
    boolean pause(WarmUpTask task, long worked) {
        probeIfRequested();
        synchronized (this) {
            boolean awaited = task.awaiting > 0;
            WarmUpTask first = firstWaiting();
            if (!awaited && first != null && first.awaiting > 0) {
                return false;
            }
            long sleep = awaited ? 0 : Math.min(SLEEP_PER_WORK * worked, LONGEST_SLEEP);
            platform.await(this, Math.max(sleep, SHORTEST_SLEEP));
            return true;
        }
    }

    /** Nanoseconds until the requested probe is due, the greatest number where none is; called with the monitor. */
    private long untilProbe() {
        if (!probeRequested) {
            return Long.MAX_VALUE;
        }
        return probed ? PROBE_INTERVAL - (platform.nanoTime() - lastProbe) : 0;
    }

    private void probeIfRequested() {
        synchronized (this) {
            if (untilProbe() > 0) {
                return;
            }
            probeRequested = false;
            probed = true;
            lastProbe = platform.nanoTime();
        }
        for (int i = 0; i < tasks.size(); i++) {
            if (tasks.get(i).state == WarmUpTask.State.ACTIVE) { // which only this thread changes
                tasks.get(i).probe(this, platform);
            }
        }
    }

    synchronized void fail(WarmUpTask task) {
        task.fail();
        notifyAll();
    }

    private synchronized void failUndecided() {
        for (int i = 0; i < tasks.size(); i++) {
            if (tasks.get(i).isUndecided()) {
                tasks.get(i).fail();
            }
        }
        notifyAll();
    }
}
