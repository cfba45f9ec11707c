// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rmspropsimd.proof.AllocationRule.Verdict;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AllocationRuleTest {

    private static final String SCALAR = "Running SCALAR until the vector loop is compiled.";
    private static final String SIMD = "Running SIMD with 8 lanes, compiled after 100 ms of warm-up.";
    private static final long NEVER = Long.MIN_VALUE / 2;

    private final AllocationRule rule = new AllocationRule();

    @Test
    void bytesAreAFailureUnlessALossIsSeenInTime() {
        assertEquals(Verdict.NOTHING, simd(0, 0, NEVER));
        assertEquals(Verdict.NOTHING, simd(0, 1, NEVER));
        assertEquals(Verdict.PENDING, simd(1_000, 2, NEVER));
        assertEquals(Verdict.PENDING, simd(500, 3, NEVER));
        assertEquals(1_500, rule.pendingBytes());
        for (int second = 4; second <= 12; second++) {
            assertEquals(Verdict.PENDING, simd(500, second, NEVER));
        }
        assertEquals(Verdict.FAILURE, simd(0, 13, NEVER));
    }

    @Test
    void aLossThatIsSeenExplainsBytes() {
        assertEquals(Verdict.NOTHING, simd(0, 0, NEVER));
        assertEquals(Verdict.PENDING, simd(1_000, 2, NEVER));
        assertEquals(Verdict.EXPLAINED, rule.judge(SCALAR, SCALAR, false, 0, seconds(4), NEVER));
        assertEquals(0, rule.pendingBytes());
        assertEquals(Verdict.NOTHING, rule.judge(SCALAR, SCALAR, false, 0, seconds(20), NEVER));
    }

    @Test
    void bytesDuringASwitchAreNotJudged() {
        assertEquals(Verdict.NOTHING, simd(0, 0, NEVER));
        assertEquals(Verdict.CHANGED, rule.judge(SIMD, SCALAR, false, 1_000, seconds(1), NEVER));
        assertEquals(Verdict.CHANGED, rule.judge(SCALAR, SIMD, false, 1_000, seconds(2), NEVER));
        assertEquals(Verdict.PENDING, simd(1_000, 3, NEVER));
    }

    @Test
    void aDeoptimizationExplainsBytesUntilTheStatusChangesOrTimePasses() {
        assertEquals(Verdict.NOTHING, simd(0, 0, NEVER));
        assertEquals(Verdict.DEOPTIMIZED, simd(1_000, 5, 4));
        assertEquals(Verdict.PENDING, simd(1_000, 15, 4));

        AllocationRule other = new AllocationRule();
        other.judge(SCALAR, SCALAR, false, 0, seconds(5), seconds(4));
        other.judge(SIMD, SIMD, true, 0, seconds(6), seconds(4));
        assertEquals(Verdict.PENDING, other.judge(SIMD, SIMD, true, 1_000, seconds(7), seconds(4)));
    }

    @Test
    void scalarStepsAllocateNothingEver() {
        assertEquals(Verdict.NOTHING, rule.judge(SCALAR, SCALAR, false, 0, seconds(0), NEVER));
        assertEquals(Verdict.NOISE, rule.judge(SCALAR, SCALAR, false, AllocationRule.NOISE, seconds(1), NEVER));
        assertEquals(Verdict.FAILURE, rule.judge(SCALAR, SCALAR, false, 1_000, seconds(3), seconds(2)));
    }

    @Test
    void theJvmMayHaveCompiledTheLoopAgain() {
        AllocationRule any = new AllocationRule();
        any.judge(SIMD, SIMD, true, 0, seconds(0), NEVER);
        for (int second = 1; second < 40; second += 4) {
            assertEquals(Verdict.PENDING, any.judge(SIMD, SIMD, true, 1_000, seconds(second), NEVER));
            assertEquals(Verdict.NOTHING, any.judge(SIMD, SIMD, true, 0, seconds(second + 1), NEVER));
            assertEquals(Verdict.RECOMPILED, any.judge(SIMD, SIMD, true, 0, seconds(second + 3), NEVER));
            assertEquals(0, any.pendingBytes());
        }
        for (int second = 50; second <= 60; second++) {
            assertEquals(Verdict.PENDING, any.judge(SIMD, SIMD, true, 1_000, seconds(second), NEVER));
        }
        assertEquals(Verdict.FAILURE, any.judge(SIMD, SIMD, true, 1_000, seconds(61), NEVER));
    }

    private Verdict simd(long bytes, int second, long deoptimized) {
        return rule.judge(
                SIMD, SIMD, true, bytes, seconds(second), deoptimized == NEVER ? NEVER : seconds(deoptimized));
    }

    private static long seconds(long seconds) {
        return TimeUnit.SECONDS.toNanos(seconds);
    }
}
