// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.net.URISyntaxException;
import java.net.URL;
import java.security.CodeSource;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Makes a class of its own of a loop for each variant: a hidden class from the loop's own class file, with the variant
 * as class data. The loop keeps that in a {@code static final} field, whose record components C2 folds as constants, so
 * that a switch costs nothing in the loop; and each variant has its own compiled code and its own profile.
 *
 * <p>Without class data the same class file runs as the ordinary class it is and reads the variant from a field:
 * slower, but with the same result, and visible to coverage tools and debuggers.
 */
final class Specialiser {

    private static final Lookup LOOKUP = MethodHandles.lookup();

    /**
     * The class data: the variant that a class is for, whether it mixes, and the loop that the class's initialiser makes.
     * Made from here, by reflection, it takes 3 ms more in a fresh JVM (JDK 25).
     */
    static final class Order {

        final Variant variant;
        final boolean mixed;
        Loop loop;

        private Order(Variant variant, boolean mixed) {
            this.variant = variant;
            this.mixed = mixed;
        }
    }

    private Specialiser() {}

    /** Called by a loop's initialiser: what its class is specialised for, or null in the ordinary class. */
    static Order orderOf(Lookup lookup) {
        if (!lookup.lookupClass().isHidden()) {
            return null;
        }
        try {
            return MethodHandles.classData(lookup, ConstantDescs.DEFAULT_NAME, Order.class);
        } catch (IllegalAccessException e) {
            throw new AssertionError("the lookup is the caller's own", e);
        }
    }

    /**
     * An instance of {@code template} specialised for {@code variant}.
     *
     * @param mixed whether some of its vectors go past the divider: see {@link Mixing}
     * @throws UnsupportedOperationException if the class file cannot be read or its class not be made, with the reason
     * @throws LinkageError if the class does not fit this JVM
     */
    static Loop specialise(Class<? extends Loop> template, Variant variant, boolean mixed) {
        try {
            Order order = new Order(variant, mixed);
            LOOKUP.defineHiddenClassWithClassData(classFile(template), order, true);
            return order.loop;
        } catch (IOException | IllegalAccessException e) {
            throw new UnsupportedOperationException(
                    template.getSimpleName() + " cannot be specialised (" + e.getMessage() + ")", e);
        }
    }

    private static byte[] classFile(Class<?> template) throws IOException {
        byte[] fromItsPlace = classFileFromItsPlace(template);
        if (fromItsPlace != null) {
            return fromItsPlace;
        }
        // By the simple name, relative to the class: this survives relocation into another package.
        String name = template.getSimpleName() + ".class";
        try (InputStream in = template.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("keep the class file " + name + " beside the others, as it is in the jar");
            }
            return in.readAllBytes();
        }
    }

    /**
     * From the jar or folder that the class came from; null where that is another kind of place. A class loader searches
     * all modules of the JDK first, which takes 5 ms in a fresh JVM.
     */
    private static byte[] classFileFromItsPlace(Class<?> template) {
        String name = template.getName().replace('.', '/') + ".class";
        try {
            CodeSource source = template.getProtectionDomain().getCodeSource();
            URL url = source != null ? source.getLocation() : null;
            if (url == null || !url.getProtocol().equals("file")) {
                return null;
            }
            File place = new File(url.toURI());
            if (place.isDirectory()) {
                try (InputStream in = new FileInputStream(new File(place, name))) {
                    return in.readAllBytes();
                }
            }
            try (ZipFile jar = new ZipFile(place)) {
                ZipEntry entry = jar.getEntry(name);
                return entry == null ? null : jar.getInputStream(entry).readAllBytes();
            }
        } catch (IOException | URISyntaxException | IllegalArgumentException | SecurityException notThere) {
            return null;
        }
    }
}
