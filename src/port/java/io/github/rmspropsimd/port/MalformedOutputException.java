// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

/** A port's output is not in the format, so that nothing can be said of its numbers. The message names file and line. */
final class MalformedOutputException extends Exception {

    private static final long serialVersionUID = 1;

    MalformedOutputException(String message) {
        super(message);
    }

    MalformedOutputException(String file, int line, String reason) {
        super(file + ", line " + line + ": " + reason);
    }
}
