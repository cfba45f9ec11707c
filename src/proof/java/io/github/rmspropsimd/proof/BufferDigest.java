// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.proof;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 over the bits of floats: 4 bytes each, lowest byte first, every NaN as 7fc00000. */
public final class BufferDigest {

    private final MessageDigest digest;

    public BufferDigest() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    public void add(float[] buffer) {
        ByteBuffer bytes = ByteBuffer.allocate(buffer.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float element : buffer) {
            bytes.putInt(Float.floatToIntBits(element)); // which makes every NaN 7fc00000
        }
        digest.update(bytes.array());
    }

    /** The digest in hexadecimal; the next one starts from nothing. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
