// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

/**
 * Adjacent elements that a step updates one by one.
 *
 * @param offset the first element of the parameters and of the state
 * @param gradsOffset the first gradient
 */
public record Slice(int offset, int gradsOffset, int length) {

    /** The part of it that lies inside buffers of these lengths. */
    Slice within(int params, int grads) {
        int inside = Math.min(length, Math.min(params - offset, grads - gradsOffset));
        return new Slice(offset, gradsOffset, Math.max(0, inside));
    }
}
