// SPDX-License-Identifier: Apache-2.0
package consumer;

import java.io.File;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;

/** Runs the application in two class loaders that each load the library, and drops them, as a server does with plug-ins. */
public final class Twice {

    private static final int SECONDS = 60;

    private Twice() {}

    public static void main(String... args) throws Exception {
        List<WeakReference<ClassLoader>> dropped = run(args);
        for (int tenths = 0; dropped.stream().anyMatch(loader -> loader.get() != null); tenths++) {
            if (tenths == 10 * SECONDS) {
                throw new IllegalStateException("a class loader is not collected");
            }
            System.gc();
            Thread.sleep(100);
        }
        System.out.println("Both class loaders are collected.");
    }

    private static List<WeakReference<ClassLoader>> run(String... args) throws Exception {
        try (URLClassLoader first = newLoader();
                URLClassLoader second = newLoader()) {
            Class<?> one = first.loadClass("consumer.Consumer");
            Class<?> other = second.loadClass("consumer.Consumer");
            if (one == other) {
                throw new IllegalStateException("both class loaders have the same class");
            }
            one.getMethod("main", String[].class).invoke(null, (Object) args);
            other.getMethod("main", String[].class).invoke(null, (Object) args);
            return List.of(new WeakReference<>(first), new WeakReference<>(second));
        }
    }

    private static URLClassLoader newLoader() throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            urls.add(new File(entry).toURI().toURL());
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }
}
