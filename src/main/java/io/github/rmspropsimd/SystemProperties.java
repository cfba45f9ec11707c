// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import java.lang.System.Logger.Level;

/**
 * The library's system properties, all but the last read once. Of a value that has no meaning a warning tells, and the
 * default is taken. Asking for a kernel loads this class, and it is kept small for that.
 */
final class SystemProperties {

    /** {@code auto} (the default), {@code scalar}, or {@code simd} to fail instead of falling back. */
    static final String BACKEND = "io.github.rmspropsimd.backend";

    /** {@code auto} (the default), or {@code off} to warm only where {@code warmUp()} is called. */
    static final String WARMING = "io.github.rmspropsimd.warming";

    /** {@code auto} (the default), {@code try}, {@code on} or {@code off}: see {@link Mixing}. */
    static final String MIXING = "io.github.rmspropsimd.mixing";

    /** The number of seconds, 30 unless set, after which a loop that still allocates is given up. */
    static final String WARMING_TIMEOUT = "io.github.rmspropsimd.warming.timeout";

    private static final String BACKEND_CHOICE = choice(BACKEND, "auto", "scalar", "simd");
    private static final String WARMING_CHOICE = choice(WARMING, "auto", "off");
    private static final String MIXING_CHOICE = choice(MIXING, "auto", "try", "on", "off");

    private SystemProperties() {}

    static boolean isScalarChosen() {
        return BACKEND_CHOICE.equals("scalar");
    }

    /** Whether SIMD was demanded, so that scalar code must not stand in for it. */
    static boolean isSimdDemanded() {
        return BACKEND_CHOICE.equals("simd");
    }

    static boolean isWarmingOff() {
        return WARMING_CHOICE.equals("off");
    }

    static String mixing() {
        return MIXING_CHOICE;
    }

    static int warmingTimeoutSeconds() {
        return positive(WARMING_TIMEOUT, 30);
    }

    /** One of these words, the first being the default. */
    private static String choice(String property, String... words) {
        String value = System.getProperty(property, words[0]);
        for (String word : words) {
            if (value.equals(word)) {
                return word;
            }
        }
        warn(property, value, "one of " + String.join(", ", words), words[0]);
        return words[0];
    }

    /** A whole number above 0. */
    private static int positive(String property, int byDefault) {
        int number = Integer.getInteger(property, 0);
        if (number > 0) {
            return number;
        }
        String value = System.getProperty(property);
        if (value != null) {
            warn(property, value, "a whole number above 0", Integer.toString(byDefault));
        }
        return byDefault;
    }

    private static void warn(String property, String value, String range, String byDefault) {
        System.getLogger(SystemProperties.class.getPackageName())
                .log(Level.WARNING, property + " = " + value + " must be " + range + "; " + byDefault + " is taken.");
    }
}
