// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;

/**
 * After garbage collections, at most once a second, has the vector loops that serve probed, on the warming thread. A JVM
 * that needs room drops compiled code which has not run for long, and from JDK 20 on does so in collections; and whatever
 * else makes it lose the code, the loop then makes garbage, and that is collected. So no step needs to look.
 */
final class CollectionWatch implements NotificationListener, Runnable {

    private static final long LEAST_NANOSECONDS = 1_000_000_000;

    private static final List<Warming> WATCHED = new CopyOnWriteArrayList<>();

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
            WarmingThread.INSTANCE.execute(this);
        }
    }

    @Override
    public void run() {
        for (Warming warming : WATCHED) {
            warming.probe();
        }
    }
}
