// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.proof;

/** Sleeps. */
final class Pause {

    private Pause() {}

    /** False if the thread was interrupted, which ends it. */
    static boolean milliseconds(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
