// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.suite;

import java.util.EnumSet;
import java.util.Set;

/** The programs of {@code ProgramsBenchmark}, in the order of its table and its picture. */
enum Program {
    HOT_LOOP("hotLoop", "called in a hot loop"),
    IN_MAIN("inMain", "inlined into a training loop in main"),
    SHORT_CALLS("shortCalls", "after a caller with short arrays"),
    NAN_CHECK("nanCheck", "with a NaN check"),
    NO_SUPER_WORD("noSuperWord", "with -XX:-UseSuperWord"),
    SEPARATE_PASSES("separatePasses", "scaling and zeroing as separate passes"),
    POLYMORPHIC("polymorphic", "at a polymorphic call site"),
    FIRST_SECOND("firstSecond", "in the first second of a JVM");

    static final int N = 1_024;

    /** Nothing but steps with SIMD: no work besides, and no warm-up. */
    static final Set<Program> STEPS_ONLY = EnumSet.complementOf(EnumSet.of(NAN_CHECK, SEPARATE_PASSES, FIRST_SECOND));

    final String plain;
    final String library;
    final String title;

    Program(String name, String title) {
        this.plain = name + "Plain";
        this.library = name + "Library";
        this.title = title;
    }
}
