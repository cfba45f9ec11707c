// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class BufferDigestTest {

    @Test
    void elementsAreFourBytesWithTheLowestFirst() throws Exception {
        byte[] bytes = HexFormat.of().parseHex("0000803f" + "00000080" + "01000000");
        String expected =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        assertEquals(expected, digest(new float[] {1, -0f, Float.MIN_VALUE}));
        assertEquals(expected, digest(new float[] {1}, new float[] {}, new float[] {-0f, Float.MIN_VALUE}));
    }

    @Test
    void everyNanIsTheSame() {
        String expected = digest(new float[] {Float.NaN});
        for (int bits : new int[] {0x7fc00000, 0xffc00000, 0x7f800001, 0xffffffff, 0x7fc12345}) {
            float nan = ByteBuffer.allocate(4).putInt(0, bits).getFloat(0);
            assertEquals(expected, digest(new float[] {nan}), Integer.toHexString(bits));
        }
        assertNotEquals(expected, digest(new float[] {Float.POSITIVE_INFINITY}));
    }

    @Test
    void orderAndTheSignOfZeroCount() {
        assertNotEquals(digest(new float[] {1, 2}), digest(new float[] {2, 1}));
        assertNotEquals(digest(new float[] {0f}), digest(new float[] {-0f}));
    }

    private static String digest(float[]... buffers) {
        BufferDigest digest = new BufferDigest();
        for (float[] buffer : buffers) {
            digest.add(buffer);
        }
        return digest.hex();
    }
}
