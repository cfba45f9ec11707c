// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.internal.warmup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

/** When an application's start counts as over, by a clock and a compiler of the test's own. */
class StartUpTest {

    private static final long MILLISECOND = 1_000_000;

    private final FakePlatform platform = new FakePlatform();
    private final StartUp startUp = new StartUp(platform);

    /** The milliseconds until it is over, if the JVM has compiled so many after each millisecond. */
    private long over(LongUnaryOperator compiled) {
        long begin = platform.now;
        while (true) {
            long milliseconds = (platform.now - begin) / MILLISECOND;
            platform.compiled = compiled.applyAsLong(milliseconds);
            if (startUp.isOver()) {
                return milliseconds;
            }
            platform.now += StartUp.INTERVAL;
        }
    }

    @Test
    void anIdleJvmIsQuietAfterASecond() {
        assertEquals(1_000, over(time -> 7));
    }

    @Test
    void aJvmThatDoesNotSayIsTakenForQuiet() {
        assertEquals(1_000, over(time -> -1));
    }

    @Test
    void itLastsAsLongAsTheJvmCompiles() {
        assertEquals(2_600, over(time -> Math.min(time, 2_000)));
    }

    @Test
    void aTenthOfOneProcessorIsQuiet() {
        assertEquals(1_000, over(time -> time / 11));
        platform.compiled = 1_000_000;
        assertTrue(startUp.isOver(), "once over, for ever");
    }

    @Test
    void itIsOverAfterFiveSecondsWhateverTheJvmDoes() {
        assertEquals(5_000, over(time -> time));
    }

    /** Asking loads the JVM's management classes, which an application's first moments shall not pay. */
    @Test
    void theFirstMomentsAreNotQuietAndAskNothing() {
        StartUp unasked = new StartUp(new FakePlatform() {
            @Override
            long compilationMilliseconds() {
                throw new AssertionError("asked");
            }
        });
        assertFalse(unasked.isOver());
    }
}
