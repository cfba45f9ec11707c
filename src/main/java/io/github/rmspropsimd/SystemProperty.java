// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import java.lang.System.Logger.Level;
import java.util.List;

/** Reads the library's system properties; a value that has no meaning is told, and the default taken. */
final class SystemProperty {

    private SystemProperty() {}

    /** One of these words, the first being the default. */
    static String choice(String property, String... words) {
        String value = System.getProperty(property, words[0]);
        if (List.of(words).contains(value)) {
            return value;
        }
        warn(property, value, "one of " + String.join(", ", words), words[0]);
        return words[0];
    }

    /** A whole number above 0. */
    static int positive(String property, int byDefault) {
        String value = System.getProperty(property);
        if (value == null) {
            return byDefault;
        }
        try {
            int number = Integer.parseInt(value);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        warn(property, value, "a whole number above 0", Integer.toString(byDefault));
        return byDefault;
    }

    private static void warn(String property, String value, String range, String byDefault) {
        System.getLogger(SystemProperty.class.getPackageName())
                .log(Level.WARNING, property + " = " + value + " must be " + range + "; " + byDefault + " is taken.");
    }
}
