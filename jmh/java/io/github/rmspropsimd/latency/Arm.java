// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.latency;

import io.github.rmspropsimd.Backend;
import io.github.rmspropsimd.RmsProp;
import io.github.rmspropsimd.RmsPropKernel;

/** What is compared in fresh JVMs. */
public enum Arm {

    /** No step at all: what the machine and the clock take. */
    NONE("no step"),

    /** The scalar loop for good. */
    SCALAR("scalar loop"),

    /** The Vector API from the first call on, before it is compiled. */
    COLD("bare Vector API kernel"),

    /** The library's default: SCALAR until the vector loop is compiled. */
    DEFAULT("library"),

    /** The same after {@code awaitSimd} has returned true. */
    AWAITED("library after awaitSimd");

    public final String title;

    Arm(String title) {
        this.title = title;
    }

    RmsPropKernel kernel(RmsProp rule) {
        return switch (this) {
            case NONE -> null;
            case SCALAR -> rule.kernel(Backend.SCALAR);
            case COLD -> rule.kernel(Backend.SIMD);
            case DEFAULT, AWAITED -> rule.kernel();
        };
    }
}
