// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import java.io.IOException;
import java.io.InputStream;
import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;

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

    private Specialiser() {}

    /** Called by a loop's initialiser: the variant it is specialised for, or null in the ordinary class. */
    static Variant variantOf(Lookup lookup) {
        if (!lookup.lookupClass().isHidden()) {
            return null;
        }
        try {
            return MethodHandles.classData(lookup, ConstantDescs.DEFAULT_NAME, Variant.class);
        } catch (IllegalAccessException e) {
            throw new AssertionError("the lookup is the caller's own", e);
        }
    }

    /**
     * An instance of {@code template} specialised for {@code variant}.
     *
     * @throws UnsupportedOperationException if the class file cannot be read or its class not be made, with the reason
     * @throws LinkageError if the class does not fit this JVM
     */
    static Loop specialise(Class<? extends Loop> template, Variant variant) {
        try {
            Lookup hidden = LOOKUP.defineHiddenClassWithClassData(classFile(template), variant, true);
            return (Loop)
                    hidden.lookupClass().getDeclaredConstructor(Variant.class).newInstance(variant);
        } catch (IOException | ReflectiveOperationException e) {
            throw new UnsupportedOperationException(
                    template.getSimpleName() + " cannot be specialised (" + e.getMessage() + ")", e);
        }
    }

    private static byte[] classFile(Class<?> template) throws IOException {
        // By the simple name, relative to the class: this survives relocation into another package.
        String name = template.getSimpleName() + ".class";
        try (InputStream in = template.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("keep the class file " + name + " beside the others, as it is in the jar");
            }
            return in.readAllBytes();
        }
    }
}
