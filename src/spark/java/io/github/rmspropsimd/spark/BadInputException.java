// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.spark;

/** Input that a user can correct; the message says what is wrong in one line. */
final class BadInputException extends RuntimeException {

    private static final long serialVersionUID = 1;

    BadInputException(String message) {
        super(message);
    }
}
