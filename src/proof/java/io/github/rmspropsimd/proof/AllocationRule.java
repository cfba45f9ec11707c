// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.proof;

import java.util.concurrent.TimeUnit;

/**
 * Judges the bytes that batches of steps allocate on a worker's thread. A step allocates nothing unless the JVM has just
 * dropped its compiled code.
 *
 * <ul>
 *   <li>Bytes of a batch during which the status changed are not judged.
 *   <li>Up to {@link #NOISE} bytes are the JVM's own. One fall into the interpreter allocates more.
 *   <li>With a status from before the last deoptimization, code is known to be lost for {@link #SETTLE}.
 *   <li>Otherwise a loss must be seen within {@link #SETTLE}, as another status: the JVM dropped the code by itself. Or none
 *       follow for {@link #GAP}: the JVM had compiled the loop again before the library looked, which it does at most once a
 *       second. JDK 17 drops code at any time, so this is common there; on JDK 25 it is rare.
 *   <li>All else is a failure. On SCALAR, any more bytes than the JVM's own are one, at once.
 * </ul>
 */
final class AllocationRule {

    static final long NOISE = 150;

    static final long SETTLE = TimeUnit.SECONDS.toNanos(10);

    static final long GAP = TimeUnit.SECONDS.toNanos(2);

    enum Verdict {
        NOTHING,
        NOISE,
        CHANGED,
        DEOPTIMIZED,
        PENDING,
        /** Pending bytes were allocated for a short time, and no loss was seen. */
        RECOMPILED,
        /** Pending bytes are explained by a loss that was seen. */
        EXPLAINED,
        FAILURE
    }

    private String status = "";
    private long since;
    private boolean pending;
    private long pendingSince;
    private long pendingBytes;
    private long lastBytes;

    /** Bytes that await a loss which explains them, or 0. */
    long pendingBytes() {
        return pending ? pendingBytes : 0;
    }

    /**
     * @param now when the batch ended, in nanoseconds
     * @param deoptimized when a deoptimization was last requested; far in the past if never
     */
    Verdict judge(String before, String after, boolean simd, long bytes, long now, long deoptimized) {
        boolean known = status.equals(before) && status.equals(after);
        if (!known) {
            status = after;
            since = now;
            boolean explained = pending;
            pending = false;
            return explained ? Verdict.EXPLAINED : bytes > NOISE ? Verdict.CHANGED : Verdict.NOTHING;
        }
        if (pending && bytes <= NOISE && now - lastBytes > GAP) {
            pending = false;
            return Verdict.RECOMPILED;
        }
        if (pending && now - pendingSince > SETTLE) {
            return Verdict.FAILURE;
        }
        if (bytes == 0) {
            return Verdict.NOTHING;
        }
        if (bytes <= NOISE) {
            return Verdict.NOISE;
        }
        if (!simd) {
            pendingBytes = bytes;
            return Verdict.FAILURE;
        }
        if (since - deoptimized < 0 && now - deoptimized < SETTLE) {
            return Verdict.DEOPTIMIZED;
        }
        pendingSince = pending ? pendingSince : now;
        pendingBytes = pending ? pendingBytes + bytes : bytes;
        lastBytes = now;
        pending = true;
        return Verdict.PENDING;
    }
}
