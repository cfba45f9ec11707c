// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.peers;

import io.github.rmspropsimd.Backend;
import io.github.rmspropsimd.RmsPropKernel;
import io.github.rmspropsimd.RmsPropState;
import io.github.rmspropsimd.TimedBenchmark;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.*;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * Nanoseconds for one step of n elements by each peer, called as its users call it, and by this library with the same rule on
 * the same numbers:
 *
 * <pre>
 * mvn -q -Ppeers test-compile exec:exec@peers -Dpeers="--rounds 3 --n 64,65536"
 * </pre>
 *
 * <p>All have one thread, and the peer's own overhead counts: JNI or JNA, looking up the op, text made of hyperparameters.
 * Tribuo computes in double, so it moves twice the bytes. The peers come with arrays of their own, this library is measured
 * on the heap's; nothing is copied between them.
 *
 * <p>Before anything is measured, each peer shows that it computes the rule beside it. The warm-up is long, since the
 * frameworks' own Java takes a second or two to be compiled.
 */
@Warmup(iterations = 10, time = 200, timeUnit = TimeUnit.MILLISECONDS)
public class PeerBenchmark extends TimedBenchmark {

    @Param
    private PeerLibrary peer;

    @Param({"64", "65536", "4194304"})
    private int n;

    private float[] initial;
    private float[] params;
    private float[] grads;
    private RmsPropState state;
    private RmsPropKernel kernel;
    private Peer stepping;

    @Setup
    public void prepare(BenchmarkParams benchmark) {
        SplittableRandom random = new SplittableRandom(n);
        initial = PeerCheck.normal(random, n);
        grads = PeerCheck.normal(random, n);
        params = initial.clone();
        if (benchmark.getBenchmark().endsWith(".library")) {
            state = peer.rule.newState(n);
            kernel = peer.rule.kernel(Backend.SIMD);
            return;
        }
        // Read when a native library is loaded, so nothing here could set it.
        if (!"1".equals(System.getenv("OMP_NUM_THREADS"))) {
            throw new IllegalStateException("OMP_NUM_THREADS is not 1: use exec:exec@peers, which sets it");
        }
        PeerCheck.updates(peer, initial, new SplittableRandom(~n));
        stepping = peer.constructor.apply(initial.clone());
        stepping.take(grads.clone());
    }

    /** The library goes back to the start: after ten million steps the parameters are so large that a step is lost in them. */
    @Setup(Level.Iteration)
    public void restart() {
        System.arraycopy(initial, 0, params, 0, n);
    }

    /** Whether the measured steps moved the parameters, to numbers. */
    @TearDown(Level.Iteration)
    public void check() {
        double moved = (stepping == null ? params[0] : stepping.params()[0]) - initial[0];
        if (!Double.isFinite(moved) || moved == 0) {
            throw new IllegalStateException(peer + " moved the first parameter by " + moved);
        }
    }

    @Benchmark
    public void peer() {
        stepping.step();
    }

    @Benchmark
    public void library() {
        kernel.step(params, grads, state, Peer.LEARNING_RATE);
    }
}
