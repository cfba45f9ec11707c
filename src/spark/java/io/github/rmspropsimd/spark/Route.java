// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.spark;

import java.io.Serializable;

/**
 * The weights of a shard that a block has. Computed once; afterwards only floats travel.
 *
 * @param block the block
 * @param indices the indices within the shard, ascending
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Route(int block, int[] indices) implements Serializable {}
