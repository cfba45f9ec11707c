// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

/** The command line asks for something that the checker does not have. The message says what. */
final class UsageException extends Exception {

    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message);
    }

    UsageException(String message, Throwable cause) {
        super(message, cause);
    }
}
