// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.internal.warmup;

import java.lang.System.Logger.Level;

/**
 * The library's system properties. An invalid value logs a warning, and the default holds. Asking for a kernel loads this
 * class, so it is small.
 */
public final class SystemProperties {

    /** Joined at run time: a tool that relocates the package rewrites constants, and these names stay. */
    private static final String PREFIX = String.join(".", "io", "github", "rmspropsimd");

    /** {@code auto} (the default), {@code scalar}, or {@code simd} to fail instead of falling back. */
    public static final String BACKEND = PREFIX + ".backend";

    /** {@code background} (the default), or {@code off} to warm up only what {@code awaitSimd} awaits. */
    public static final String WARM_UP = PREFIX + ".warmup";

    /** Seconds, 30 unless set, after which a loop that still allocates is given up. */
    public static final String WARM_UP_TIMEOUT = PREFIX + ".warmup.timeout";

    private static final String BACKEND_CHOICE = choice(BACKEND, "auto", "scalar", "simd");
    private static final String WARM_UP_CHOICE = choice(WARM_UP, "background", "off");

    private SystemProperties() {}

    public static boolean isScalarChosen() {
        return BACKEND_CHOICE.equals("scalar");
    }

    /** Whether SIMD was demanded, so that scalar code must not take its place. */
    public static boolean isSimdDemanded() {
        return BACKEND_CHOICE.equals("simd");
    }

    static boolean isWarmUpInBackground() {
        return WARM_UP_CHOICE.equals("background");
    }

    static int warmUpTimeoutSeconds() {
        String value = get(WARM_UP_TIMEOUT);
        if (value == null) {
            return 30;
        }
        try {
            int seconds = Integer.parseInt(value);
            if (seconds > 0) {
                return seconds;
            }
        } catch (NumberFormatException e) {
            // as a number that is not above 0
        }
        warn(WARM_UP_TIMEOUT, value, "a whole number above 0", "30");
        return 30;
    }

    /** One of these words, the first being the default. */
    private static String choice(String property, String... words) {
        String value = get(property);
        for (String word : words) {
            if (word.equals(value)) {
                return word;
            }
        }
        if (value != null) {
            warn(property, value, "one of " + String.join(", ", words), words[0]);
        }
        return words[0];
    }

    /** Null also where a security manager forbids to read it. */
    private static String get(String property) {
        try {
            return System.getProperty(property);
        } catch (SecurityException e) {
            return null;
        }
    }

    private static void warn(String property, String value, String range, String byDefault) {
        System.getLogger(SimdGate.LOGGER)
                .log(Level.WARNING, property + " = " + value + " must be " + range + "; using " + byDefault + ".");
    }
}
