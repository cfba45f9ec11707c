// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.internal.loop;

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
 * Makes a hidden class for each variant from a loop's own class file, with the variant as class data. C2 folds the variant's
 * components as constants, so a switch costs nothing in the loop, and each variant has compiled code and a profile of its own.
 *
 * <p>The same class file also runs as the ordinary class it is, with the variant in a field: slower, with the same bits.
 */
final class Specialiser {

    private static final Lookup LOOKUP = MethodHandles.lookup();

    /** What a class is specialised for, and the instance that its initialiser makes: by reflection that costs 3 ms. */
    static final class ClassData {

        final Variant variant;

        /** The vector loop of tails, or the scalar loop of gradients with an offset of their own. */
        final boolean second;

        final Loop scalar;
        final Loop tail;
        Loop loop;

        private ClassData(Variant variant, boolean second, Loop scalar, Loop tail) {
            this.variant = variant;
            this.second = second;
            this.scalar = scalar;
            this.tail = tail;
        }
    }

    private Specialiser() {}

    /** Called by a loop's initialiser: what its class is specialised for, or null in the ordinary class. */
    static ClassData classData(Lookup lookup) {
        if (!lookup.lookupClass().isHidden()) {
            return null;
        }
        try {
            return MethodHandles.classData(lookup, ConstantDescs.DEFAULT_NAME, ClassData.class);
        } catch (IllegalAccessException e) {
            throw new AssertionError("the lookup is the caller's own", e);
        }
    }

    /**
     * The loop of a new class.
     *
     * @param second of two classes for one variant: see {@link ClassData#second}
     * @param scalar for the vector loop's shortest tails, else null
     * @param tail for its other tails, else null
     * @throws UnsupportedOperationException if the class file cannot be read or its class not be made, with the reason
     * @throws LinkageError if the class does not fit this JVM
     */
    static Loop specialise(Class<? extends Loop> template, Variant variant, boolean second, Loop scalar, Loop tail) {
        ClassData data = new ClassData(variant, second, scalar, tail);
        try {
            LOOKUP.defineHiddenClassWithClassData(classFile(template), data, true);
            return data.loop;
        } catch (IOException | IllegalAccessException | SecurityException e) {
            throw new UnsupportedOperationException(
                    "the library's class file " + template.getSimpleName() + ".class cannot be read again (" + e
                            + "); let the application read its own jar or class folder while it runs",
                    e);
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
                throw new IOException("no resource " + name + " beside the class");
            }
            return in.readAllBytes();
        }
    }

    /**
     * Reads the jar or folder that the class came from; null where that is another kind of place, or no longer there. A class
     * loader would search all modules of the JDK first, which takes 5 ms in a fresh JVM.
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
