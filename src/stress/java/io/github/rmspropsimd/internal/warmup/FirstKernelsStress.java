// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.internal.warmup;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Two first kernels of one variant, and the thread that they start, which may end in between: one task runs once. */
@JCStressTest
@Outcome(id = "1, 0, 1", expect = Expect.ACCEPTABLE, desc = "prepared once, nothing left waiting, one thread")
@Outcome(expect = Expect.FORBIDDEN, desc = "lost, or run twice")
@State
public class FirstKernelsStress {

    private final AtomicInteger threads = new AtomicInteger();
    private final AtomicInteger prepared = new AtomicInteger();

    private volatile Thread worker;

    private final WarmUpThread thread = new WarmUpThread(new FakePlatform() {
        @Override
        void start(Runnable work) {
            threads.incrementAndGet();
            worker = new Thread(work);
            worker.start();
        }
    });

    private final WarmUpTask task = new WarmUpTask(FakeLoop.scalar(), null) {
        @Override
        CompilationDriver prepare() {
            prepared.incrementAndGet();
            throw new UnsupportedOperationException("prepared");
        }
    };

    public FirstKernelsStress() {
        LoopSelector.of(task);
    }

    @Actor
    public void one() {
        thread.submit(task);
    }

    @Actor
    public void other() {
        thread.submit(task);
    }

    @Arbiter
    public void count(III_Result result) {
        try {
            worker.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        result.r1 = prepared.get();
        result.r2 = task.isUndecided() ? 1 : 0;
        result.r3 = threads.get();
    }
}
