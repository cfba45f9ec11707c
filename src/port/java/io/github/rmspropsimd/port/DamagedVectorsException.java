// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

/** The checker's own vectors are not those that were published, so that a verdict against them would be none. */
final class DamagedVectorsException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    DamagedVectorsException(String message) {
        super(message);
    }

    DamagedVectorsException(Throwable cause) {
        super(cause);
    }
}
