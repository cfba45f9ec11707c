// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Who serves, how that changes, and who is told; with loops that only say that they were called. */
class ServingTest {

    private static final RmsProp RULE = RmsProp.d2l();

    private static final class Arrived extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Does nothing, so that C2 may move what is around it. */
    private static class NothingLoop extends Loop {

        @Override
        void step(
                float[] params,
                float[] grads,
                RmsPropState state,
                int offset,
                int length,
                Coefficients coefficients,
                float learningRate,
                float gradientScale) {}

        @Override
        Backend backend() {
            return Backend.SCALAR;
        }
    }

    private static final class ArrivedLoop extends NothingLoop {

        @Override
        void step(
                float[] params,
                float[] grads,
                RmsPropState state,
                int offset,
                int length,
                Coefficients coefficients,
                float learningRate,
                float gradientScale) {
            throw new Arrived();
        }

        @Override
        Backend backend() {
            return Backend.SIMD;
        }
    }

    private static void steps(RmsPropKernel kernel, int count) {
        float[] params = new float[1];
        float[] grads = new float[1];
        RmsPropState state = RULE.newState(1);
        for (int i = 0; i < count; i++) {
            kernel.step(params, grads, state, 0.01);
        }
    }

    @Test
    void aCallerInsideOneLongLoopSeesTheSwitch() throws Exception {
        Serving serving = Serving.fixed(new NothingLoop(), "nothing");
        RmsPropKernel kernel = new RmsPropKernel(RULE, serving);
        for (int i = 0; i < 20; i++) {
            steps(kernel, 20_000);
        }
        CompletableFuture<Void> caller = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                steps(kernel, Integer.MAX_VALUE); // some seconds
                caller.complete(null);
            } catch (Arrived e) {
                caller.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        Thread.sleep(500);
        assertFalse(caller.isDone());

        serving.serve(new ArrivedLoop(), "arrived");

        Exception end = assertThrows(ExecutionException.class, () -> caller.get(20, TimeUnit.SECONDS));
        assertInstanceOf(Arrived.class, end.getCause());
        assertEquals("arrived", kernel.status());
        assertEquals(Backend.SIMD, kernel.backend());
    }

    @Test
    void aFixedKernelIsSettledAndNeverWaits() throws Exception {
        RmsPropKernel kernel = RULE.kernel(Backend.SCALAR);
        assertFalse(kernel.awaitSimd(Duration.ofDays(100_000)));
        assertEquals(Backend.SCALAR, kernel.settled().toCompletableFuture().get(0, TimeUnit.SECONDS));
        assertTrue(RULE.kernel(Backend.SIMD).awaitSimd(Duration.ZERO));
        assertThrows(NullPointerException.class, () -> kernel.awaitSimd(null));
    }

    @Test
    void rulesOfOneVariantWarmOnceAndSwitchTogether() throws Exception {
        List<Runnable> tasks = new ArrayList<>();
        RmsProp rule = RmsProp.d2l().withMaximize(true).withCentered(true).withDecoupledWeightDecay(0.1);
        RmsPropKernel kernel = rule.kernel(tasks::add);
        RmsPropKernel other = rule.withDecay(0.5).kernel(tasks::add);
        assertEquals("SCALAR serves until the vector loop is warm.", other.status());
        assertFalse(kernel.settled().toCompletableFuture().isDone());
        assertFalse(other.settled().toCompletableFuture().isDone());

        tasks.get(0).run();
        String status = kernel.status();
        assertTrue(status.startsWith("SIMD serves with " + VectorLoop.lanes() + " lanes, after "), status);
        assertEquals(Backend.SIMD, other.backend());
        assertEquals(Backend.SIMD, kernel.settled().toCompletableFuture().get(0, TimeUnit.SECONDS));
        assertTrue(other.awaitSimd(Duration.ZERO));

        tasks.get(1).run(); // which finds nothing to do
        assertSame(status, other.status());
        rule.withDecay(0.1).kernel(tasks::add);
        assertEquals(2, tasks.size(), "a third task, although all is warm");
    }

    @Test
    void anExecutorThatRefusesTheTaskIsToldAndAnotherMayDoIt() throws Exception {
        RmsProp rule = RmsProp.d2l().withMaximize(true).withDecoupledWeightDecay(0.1);
        RejectedExecutionException refusal = new RejectedExecutionException("full");
        assertSame(
                refusal,
                assertThrows(
                        RejectedExecutionException.class,
                        () -> rule.kernel(task -> {
                            throw refusal;
                        })));
        assertEquals(Backend.SIMD, rule.kernel(Runnable::run).backend());
        assertThrows(NullPointerException.class, () -> rule.kernel((Executor) null));
    }

    /** An executor that never runs the task does not keep the library's own thread from it. */
    @Test
    void aTaskThatIsNeverRunHoldsNobodyUp() throws Exception {
        RmsProp rule = RmsProp.d2l().withMaximize(true).withCentered(true).withGradientsZeroed(true);
        RmsPropKernel kernel = rule.kernel(task -> {});
        assertFalse(kernel.settled().toCompletableFuture().isDone());
        assertTrue(kernel.awaitSimd(Duration.ofMinutes(1)), kernel.status());
    }

    @Test
    void whenAThreadIsInterruptedAsItWarmsItStaysSoAndTheLibrarysOwnTakesOver() throws Exception {
        RmsProp rule = RmsProp.d2l().withMaximize(true).withMomentum(0.5).withGradientsZeroed(true);
        Thread.currentThread().interrupt();
        RmsPropKernel kernel = rule.kernel(Runnable::run);
        assertTrue(Thread.interrupted());
        assertEquals("SCALAR serves until the vector loop is warm.", kernel.status());
        assertTrue(kernel.awaitSimd(Duration.ofMinutes(1)), kernel.status());
    }

    @Test
    void unlessThatIsSwitchedOff() throws Exception {
        RmsProp rule = RmsProp.d2l().withMaximize(true).withMomentum(0.5).withCentered(true);
        RmsProp.setBackgroundWarming(false);
        try {
            Thread.currentThread().interrupt();
            RmsPropKernel kernel = rule.kernel(Runnable::run);
            assertTrue(Thread.interrupted());
            assertEquals(
                    "SCALAR serves, since the thread that warmed the vector loop was interrupted.", kernel.status());
            assertEquals(Backend.SCALAR, rule.kernel().backend());
            assertEquals(Backend.SIMD, rule.kernel(Runnable::run).backend());
        } finally {
            RmsProp.setBackgroundWarming(true);
        }
    }

    /** Of a virtual thread the JVM does not count what it allocates. */
    @Test
    void aVirtualThreadHandsOver() throws Exception {
        Assumptions.assumeTrue(Runtime.version().feature() >= 21, "this JDK has no virtual threads");
        ThreadFactory virtual = (ThreadFactory) Class.forName("java.lang.Thread$Builder")
                .getMethod("factory")
                .invoke(Thread.class.getMethod("ofVirtual").invoke(null));
        RmsProp rule = RmsProp.d2l().withMaximize(true).withWeightDecay(0.5).withCentered(true);
        RmsPropKernel kernel = rule.kernel(task -> virtual.newThread(task).start());
        assertTrue(kernel.awaitSimd(Duration.ofMinutes(1)), kernel.status());
    }

    @Test
    void whileTheCompiledCodeIsLostScalarServesAndWhoWaitsWaits() throws Exception {
        RmsProp rule = RmsProp.d2l().withMaximize(true).withWeightDecay(0.5).withGradientsZeroed(true);
        RmsPropKernel kernel = rule.kernel(Runnable::run);
        Serving serving = Serving.of(rule);
        Loop vector = serving.loop();
        assertEquals(Backend.SIMD, vector.backend());

        serving.unsettle(Loops.scalar(rule.variant()), "lost");
        assertEquals(Backend.SCALAR, kernel.backend());
        assertFalse(kernel.awaitSimd(Duration.ofMillis(1)));
        Thread recovery = new Thread(() -> serving.settle(vector, "recovered"));
        recovery.start();
        assertTrue(kernel.awaitSimd(Duration.ofMinutes(1)));
        recovery.join();
        assertEquals("recovered", kernel.status());
        assertEquals(Backend.SIMD, kernel.settled().toCompletableFuture().get(0, TimeUnit.SECONDS));
    }
}
