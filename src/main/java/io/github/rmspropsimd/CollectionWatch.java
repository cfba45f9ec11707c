// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;

/**
 * After garbage collections, at most once a second, has the vector loops that serve probed, on the warming thread. A JVM
 * that needs room drops compiled code which has not run for long, and from JDK 20 on does so in collections; and whatever
 * else makes it lose the code, the loop then makes garbage, and that is collected. So no step needs to look. A probe waits
 * while the thread warms another loop. The listener stays for the life of the JVM, and the library's class loader with it.
 */
final class CollectionWatch implements NotificationListener, Runnable {

    private static final long LEAST_NANOSECONDS = 1_000_000_000;

    private static final List<Warming> WATCHED = new CopyOnWriteArrayList<>();

    private static final AtomicBoolean PENDING = new AtomicBoolean();

    private long last;

    private CollectionWatch() {}

    /** Has this one probed from now on, for the life of the JVM. */
    static synchronized void watch(Warming warming) {
        if (WATCHED.isEmpty()) {
            CollectionWatch watch = new CollectionWatch();
            for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
                if (collector instanceof NotificationEmitter emitter) {
                    emitter.addNotificationListener(watch, null, null);
                }
            }
        }
        WATCHED.add(warming);
    }

    /** On a thread of the JVM's own. */
    @Override
    public void handleNotification(Notification notification, Object handback) {
        long now = System.nanoTime();
        if (notification.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)
                && (last == 0 || now - last >= LEAST_NANOSECONDS)) {
            last = now;
            if (PENDING.compareAndSet(false, true)) {
                try {
                    WarmingThread.INSTANCE.execute(this);
                } catch (Throwable e) { // as where no thread can be started: nothing for the JVM's own thread to see
                    PENDING.set(false);
                }
            }
        }
    }

    @Override
    public void run() {
        PENDING.set(false);
        for (Warming warming : WATCHED) {
            warming.probe();
        }
    }
}
