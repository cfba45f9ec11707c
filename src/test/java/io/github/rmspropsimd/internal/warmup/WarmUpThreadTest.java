// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.internal.warmup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rmspropsimd.internal.loop.OperationOrder;
import io.github.rmspropsimd.internal.loop.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The guarantees of {@link WarmUpThread}, one by one, with an injected clock, thread, allocation counter and loops. */
@Timeout(60)
class WarmUpThreadTest {

    private static final Variant VARIANT =
            new Variant(OperationOrder.D2L, false, false, true, false, true, false, false, false, false, false);
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final int NEVER = Integer.MAX_VALUE;

    private final FakePlatform platform = new FakePlatform();
    private final WarmUpThread thread = new WarmUpThread(platform);
    private final List<String> log = new ArrayList<>();

    /** A variant with loops of its own, from idle on. */
    private final class Subject {

        final String name;
        final FakeLoop scalar = FakeLoop.scalar();
        final FakeLoop vector;
        final WarmUpTask task;
        final LoopSelector selector;
        Throwable failure;

        Subject(String name, int callsUntilCompiled) {
            this.name = name;
            this.vector = FakeLoop.vector(callsUntilCompiled);
            this.task = new WarmUpTask(scalar, VARIANT) {
                @Override
                CompilationDriver prepare() throws Exception {
                    return Subject.this.prepare();
                }
            };
            this.selector = LoopSelector.of(task);
        }

        private CompilationDriver prepare() throws Exception {
            log.add(name);
            if (failure instanceof Error error) {
                throw error;
            }
            if (failure instanceof Exception exception) {
                throw exception;
            }
            return new CompilationDriver(vector::bytes, vector, VARIANT);
        }

        boolean isVector() {
            boolean vector = selector.active().isVector();
            assertEquals(vector, status().startsWith("Running SIMD with 8 lanes, compiled after "), status());
            return vector;
        }

        String status() {
            return selector.active().status();
        }

        Subject submitted() {
            thread.submit(task);
            return this;
        }
    }

    private Subject active(String name) {
        Subject subject = new Subject(name, 100).submitted();
        platform.runStarted();
        assertTrue(subject.isVector(), subject.status());
        return subject;
    }

    @Test
    void aSubmittedTaskBecomesActiveAndTheThreadEnds() throws Exception {
        Subject a = new Subject("a", 10_000);
        assertTrue(a.status().startsWith("Running SCALAR: background warm-up is off"), a.status());
        a.submitted();
        assertEquals("Running SCALAR until the vector loop is compiled.", a.status());
        assertFalse(thread.await(a.task, 0));
        platform.runStarted();
        assertTrue(a.isVector());
        assertTrue(thread.await(a.task, 0));
        a.submitted();
        assertTrue(platform.started.isEmpty(), "a thread although nothing is to be done");
    }

    /** A second thread would break the assumption that drivers have one. */
    @Test
    void thereIsOneThread() {
        new Subject("a", 100).submitted();
        new Subject("b", 100).submitted();
        assertEquals(1, platform.started.size());
        platform.whileWaiting = () -> new Subject("c", 100).submitted();
        Runnable run = platform.started.remove();
        platform.whileWaiting = () -> {
            platform.whileWaiting = () -> {};
            new Subject("c", 100).submitted();
        };
        run.run();
        assertTrue(platform.started.isEmpty());
        assertEquals(List.of("a", "b", "c"), log);
    }

    @Test
    void allLostLoopsFallBackBeforeAnyIsWarmedUpAgain() {
        Subject a = active("a");
        Subject b = active("b");
        Subject c = active("c");
        for (Subject lost : List.of(a, b, c)) {
            lost.vector.lose(5_000);
            lost.vector.onStep = () -> {
                if (lost.task.state == WarmUpTask.State.RUNNING) {
                    log.add("again: " + a.isVector() + " " + b.isVector() + " " + c.isVector());
                    lost.vector.onStep = () -> {};
                }
            };
        }
        log.clear();
        thread.requestProbe();
        platform.runStarted();
        assertEquals("again: false false false", log.get(0));
        assertTrue(a.isVector() && b.isVector() && c.isVector());
    }

    @Test
    void aLossIsFoundWhileAnotherLoopIsBeingWarmedUp() {
        Subject a = active("a");
        new Subject("endless", NEVER).submitted();
        long lostAt = platform.now + 2 * TimeUnit.SECONDS.toNanos(1);
        boolean[] fellBack = {false};
        platform.whileWaiting = () -> {
            if (platform.now >= lostAt && !fellBack[0]) {
                if (a.task.state == WarmUpTask.State.ACTIVE && a.isVector()) {
                    assertTrue(platform.now < lostAt + 2 * TimeUnit.SECONDS.toNanos(1), "not found");
                    a.vector.lose(5_000);
                    thread.requestProbe();
                } else {
                    fellBack[0] = true;
                }
            }
        };
        platform.runStarted();
        assertTrue(fellBack[0]);
        assertTrue(a.isVector(), "not warmed up again after the other was given up");
    }

    /** The collection that drops the code may follow another at once, and none may follow it for long. */
    @Test
    void aProbeRequestedSoonAfterAnotherRunsLater() {
        Subject a = active("a");
        thread.requestProbe();
        platform.runStarted();
        assertTrue(a.isVector());
        a.vector.lose(5_000);
        long start = platform.now;
        boolean[] fellBack = {false};
        platform.whileWaiting = () -> fellBack[0] |= !a.isVector();
        thread.requestProbe();
        platform.runStarted();
        assertTrue(fellBack[0], "the loss was not found");
        assertTrue(platform.now - start >= WarmUpThread.PROBE_INTERVAL);
        assertTrue(a.isVector());
    }

    @Test
    void whoIsAwaitedGoesFirst() {
        List<Subject> subjects = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            subjects.add(new Subject("" + i, 100).submitted());
        }
        subjects.get(39).task.awaiting++;
        subjects.get(17).task.awaiting++;
        platform.runStarted();
        assertEquals(List.of("17", "39", "0", "1"), log.subList(0, 4));
    }

    @Test
    void theTaskThatRunsMakesWayForOneThatIsAwaited() {
        Subject endless = new Subject("endless", NEVER).submitted();
        Subject awaited = new Subject("awaited", 100).submitted();
        double[] activeAfter = {0};
        platform.whileWaiting = () -> {
            if (endless.task.state == WarmUpTask.State.RUNNING && awaited.task.awaiting == 0) {
                awaited.task.awaiting++;
                activeAfter[0] = -platform.seconds();
            }
            if (awaited.isVector() && activeAfter[0] < 0) {
                activeAfter[0] += platform.seconds();
            }
        };
        platform.runStarted();
        assertTrue(awaited.isVector());
        assertTrue(activeAfter[0] > 0 && activeAfter[0] < 1, activeAfter[0] + " s");
        assertTrue(endless.status().startsWith("Running SCALAR: the vector loop still allocates after 30 s"));
    }

    @Test
    void whatNobodyAwaitsWaitsForTheStartToBeOver() {
        Subject a = new Subject("a", 100).submitted();
        platform.whileWaiting = () -> {
            platform.compiled += 100;
            assertTrue(a.task.state == WarmUpTask.State.WAITING || platform.seconds() > 4.9);
        };
        platform.runStarted();
        assertTrue(a.isVector());
    }

    @Test
    void whatSomebodyAwaitsDoesNot() {
        Subject a = new Subject("a", 100).submitted();
        a.task.awaiting++;
        platform.runStarted();
        assertTrue(a.isVector());
        assertTrue(platform.seconds() < 0.1, platform.seconds() + " s");
    }

    /** A third of one processor while nobody waits. */
    @Test
    void theThreadSleepsTwiceAsLongAsItWorks() {
        Subject a = new Subject("a", 20_000).submitted();
        long[] worked = {0};
        a.vector.onStep = () -> {
            platform.now += 2_000;
            worked[0] += 2_000;
        };
        long[] begun = {-1};
        platform.whileWaiting = () -> begun[0] = begun[0] < 0 && worked[0] > 0 ? platform.now : begun[0];
        platform.runStarted();
        double share = worked[0] / (double) (platform.now - begun[0]);
        assertTrue(share > 0.2 && share < 0.4, "worked for " + share + " of the time");
    }

    @Test
    void awaitingEndsWithTheDeadline() throws Exception {
        Subject a = new Subject("a", NEVER);
        WarmUpThread real = new WarmUpThread(new Platform() {
            @Override
            void start(Runnable work) {}
        });
        assertFalse(real.await(a.task, TimeUnit.MILLISECONDS.toNanos(20)));
        assertEquals(0, a.task.awaiting);
    }

    @Test
    void whoAwaitsIsWokenWhenItIsDecided() throws Exception {
        WarmUpThread real = new WarmUpThread(new Platform());
        Subject compiled = new Subject("compiled", 100);
        assertTrue(real.await(compiled.task, MINUTE));
        Subject refused = new Subject("refused", 100);
        refused.failure = new UnsupportedOperationException("it is not possible here");
        assertFalse(real.await(refused.task, MINUTE));
        assertEquals("Running SCALAR: it is not possible here.", refused.status());
    }

    @Test
    void interruptsHaveNoEffect() {
        WarmUpThread real = new WarmUpThread(new Platform() {
            @Override
            void start(Runnable work) {
                platform.started.add(work);
            }
        });
        Subject a = new Subject("a", 10_000);
        a.vector.onStep = Thread.currentThread()::interrupt;
        a.task.awaiting++;
        real.submit(a.task);
        Thread.currentThread().interrupt();
        platform.runStarted();
        Thread.interrupted();
        assertTrue(a.isVector(), a.status());
    }

    /** The failure cannot even be told, and the other task does not notice. */
    @Test
    void aTaskThatFailsCostsNeitherTheThreadNorAnother() throws Exception {
        Subject a = new Subject("a", 100);
        a.failure = new OutOfMemoryError("first") {
            private static final long serialVersionUID = 1;

            @Override
            public String getMessage() {
                throw new OutOfMemoryError("second");
            }
        };
        Subject b = new Subject("b", 100);
        b.failure = new IllegalStateException("no luck");
        Subject c = new Subject("c", 100);
        for (Subject subject : List.of(a, b, c)) {
            subject.submitted();
        }
        platform.runStarted();
        assertEquals("Running SCALAR: the warm-up failed, most likely because memory ran out.", a.status());
        assertEquals("Running SCALAR: the warm-up failed (java.lang.IllegalStateException: no luck).", b.status());
        assertTrue(c.isVector());
        assertFalse(thread.await(a.task, MINUTE), "decided, so that nobody waits");
        Subject later = new Subject("later", 100).submitted();
        platform.runStarted();
        assertTrue(later.isVector());
    }

    @Test
    void aProbeThatFailsCountsAsALoss() {
        Subject a = active("a");
        a.vector.onStep = () -> {
            throw new OutOfMemoryError("in a probe");
        };
        thread.requestProbe();
        platform.runStarted();
        assertFalse(a.isVector());
    }

    @Test
    void anErrorOutsideTheTasksDecidesThemAll() throws Exception {
        Subject a = new Subject("a", 100).submitted();
        platform.whileWaiting = () -> {
            throw new OutOfMemoryError("while waiting");
        };
        platform.runStarted();
        assertFalse(thread.await(a.task, MINUTE));
        platform.whileWaiting = () -> {};
        Subject later = new Subject("later", 100).submitted();
        platform.runStarted();
        assertTrue(later.isVector());
    }

    @Test
    void whereNoThreadCanBeStartedTheNextCallTriesAgain() throws Exception {
        platform.refusal = new OutOfMemoryError("no thread");
        Subject a = new Subject("a", 100);
        assertFalse(thread.await(a.task, MINUTE));
        assertTrue(a.status().startsWith("Running SCALAR: the warm-up thread could not be started (java.lang.OutOf"));
        platform.refusal = null;
        a.submitted();
        platform.runStarted();
        assertTrue(a.isVector());
    }

    @Test
    void aProbeStartsNoThreadWhereNothingIsActive() {
        thread.requestProbe();
        Subject refused = new Subject("refused", 100);
        refused.failure = new UnsupportedOperationException("not here");
        refused.submitted();
        platform.runStarted();
        thread.requestProbe();
        assertTrue(platform.started.isEmpty());
    }

    @Test
    void aProbeOfALoopThatStillIsCompiledChangesNothing() {
        Subject a = active("a");
        ActiveLoop before = a.selector.active();
        thread.requestProbe();
        platform.runStarted();
        assertSame(before, a.selector.active());
    }

    @Test
    void aLoopThatIsLostTenTimesAnHourIsGivenUpAndOneLostOncePerHourIsNot() {
        Subject often = active("often");
        Subject seldom = active("seldom");
        for (int loss = 1; loss <= 11; loss++) {
            platform.now += TimeUnit.MINUTES.toNanos(59);
            often.vector.lose(5_000);
            if (loss % 2 == 0) {
                seldom.vector.lose(5_000);
            }
            thread.requestProbe();
            platform.runStarted();
            assertEquals(loss <= 10, often.isVector(), often.status());
            assertTrue(seldom.isVector());
        }
        assertTrue(often.status().contains("dropped the compiled vector loop 11 times"), often.status());
    }

    @Test
    void aCountThatIsSwitchedOffIsNamed() {
        Subject a = new Subject("a", 100);
        WarmUpTask uncounted = new WarmUpTask(a.scalar, VARIANT) {
            @Override
            CompilationDriver prepare() {
                return new CompilationDriver(() -> -1, a.vector, VARIANT);
            }
        };
        LoopSelector selector = LoopSelector.of(uncounted);
        thread.submit(uncounted);
        platform.runStarted();
        assertTrue(selector.active().status().startsWith("Running SCALAR: the count of allocated bytes, which shows"));
    }
}
