// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.internal.warmup;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.util.Objects;
import java.util.function.Consumer;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;

/**
 * Has active vector loops probed after garbage collections. A JVM that needs room drops compiled code in a collection (JDK 20
 * and later); and a loop that lost its code for another reason makes garbage, which is collected. So no step needs to look.
 *
 * <p>The JVM's beans live as long as the JVM. Their listener is made of the JDK's classes only and refers to this object
 * weakly, so that a class loader which loaded this library can be collected.
 */
final class CodeLossMonitor implements Consumer<Object> {

    private static CodeLossMonitor instance;

    private final Runnable probe;

    private CodeLossMonitor(Runnable probe) {
        this.probe = probe;
    }

    /** Begins to listen, unless it has. */
    static synchronized void start() throws ReflectiveOperationException {
        if (instance == null) {
            CodeLossMonitor monitor = new CodeLossMonitor(WarmUpThread.INSTANCE::requestProbe);
            NotificationListener listener = weakListener(monitor);
            for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
                if (collector instanceof NotificationEmitter emitter) {
                    emitter.addNotificationListener(listener, null, null);
                }
            }
            instance = monitor;
        }
    }

    /** {@code (notification, handback) -> { Object c = weak.get(); if (c != null) c.accept(notification); }} */
    private static NotificationListener weakListener(Consumer<Object> consumer) throws ReflectiveOperationException {
        Lookup lookup = MethodHandles.publicLookup();
        MethodType accepting = MethodType.methodType(void.class, Object.class, Object.class);
        MethodHandle accept = lookup.findVirtual(Consumer.class, "accept", accepting.dropParameterTypes(0, 1))
                .asType(accepting);
        MethodHandle isThere =
                lookup.findStatic(Objects.class, "nonNull", MethodType.methodType(boolean.class, Object.class));
        MethodHandle guarded = MethodHandles.guardWithTest(isThere, accept, MethodHandles.empty(accepting));
        MethodHandle get = lookup.findVirtual(WeakReference.class, "get", MethodType.methodType(Object.class))
                .bindTo(new WeakReference<>(consumer));
        MethodHandle weak = MethodHandles.collectArguments(guarded, 0, get);
        return MethodHandleProxies.asInterfaceInstance(
                NotificationListener.class,
                MethodHandles.dropArguments(
                        weak.asType(MethodType.methodType(void.class, Notification.class)), 1, Object.class));
    }

    /** On a thread of the JVM's own, with a notification. */
    @Override
    public void accept(Object notification) {
        if (((Notification) notification)
                .getType()
                .equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
            probe.run();
        }
    }
}
