// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.peers;

import io.github.rmspropsimd.Backend;
import io.github.rmspropsimd.RmsPropKernel;
import io.github.rmspropsimd.RmsPropState;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Nanoseconds for one step of n elements by each peer, called as its users call it, and by SIMD with the same rule on
 * the same numbers:
 *
 * <pre>
 * mvn -q -Ppeers test-compile exec:exec@peers -Dpeers="--rounds 3 --n 64,65536"
 * </pre>
 *
 * <p>All have one thread, and what a peer does around the update counts: the way through JNI or JNA, looking up the op,
 * text made of hyperparameters. Tribuo and JSAT compute in double, so they move twice the bytes. The peers come with
 * arrays of their own, this library is measured on the heap's; nothing is copied from one to the other.
 *
 * <p>Before anything is measured, each peer shows that it computes the rule that stands beside it. The warm-up is long
 * for the frameworks' sake: their own Java takes a second or two to be compiled.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 10, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 5, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class PeerBenchmark {

    /** The parameters and gradients that both start from. */
    @State(Scope.Thread)
    public abstract static class Data {

        @Param
        PeerLibrary peer;

        @Param({"16", "64", "1024", "16384", "65536", "1048576", "4194304"})
        int n;

        float[] initial;
        float[] grads;

        void draw() {
            SplittableRandom random = new SplittableRandom(n);
            initial = PeerCheck.normal(random, n);
            grads = PeerCheck.normal(random, n);
        }
    }

    /** The peer; its native library is loaded where it is measured, and nowhere else. */
    public static class PeerSide extends Data {

        private Peer stepping;
        private double[] before;

        @Setup
        public void prepare() {
            // Read when a native library is loaded, so that nothing here could set it.
            if (!"1".equals(System.getenv("OMP_NUM_THREADS"))) {
                throw new IllegalStateException("OMP_NUM_THREADS is " + System.getenv("OMP_NUM_THREADS")
                        + ", which may give " + peer + " several threads: set it to 1, as exec:exec@peers does");
            }
            draw();
            PeerCheck.updates(peer, initial, new SplittableRandom(~n));
            stepping = peer.on(initial.clone());
            stepping.take(grads.clone());
        }

        @Setup(Level.Iteration)
        public void look() {
            before = stepping.params();
        }

        @TearDown(Level.Iteration)
        public void check() {
            PeerCheck.moved(peer.name(), before, stepping.params());
        }
    }

    /** This library. */
    public static class LibrarySide extends Data {

        private float[] params;
        private RmsPropState state;
        private RmsPropKernel kernel;

        @Setup
        public void prepare() {
            draw();
            params = initial.clone();
            state = peer.rule.newState(n);
            kernel = peer.rule.kernel(Backend.SIMD);
        }

        /** Back to the start: after some ten million steps the parameters are so large that a step is lost in them. */
        @Setup(Level.Iteration)
        public void restart() {
            System.arraycopy(initial, 0, params, 0, n);
        }

        @TearDown(Level.Iteration)
        public void check() {
            PeerCheck.moved("SIMD", inDouble(initial), inDouble(params));
        }

        private static double[] inDouble(float[] values) {
            double[] all = new double[values.length];
            Arrays.setAll(all, i -> values[i]);
            return all;
        }
    }

    @Benchmark
    public void peer(PeerSide side) {
        side.stepping.step();
    }

    @Benchmark
    public void simd(LibrarySide side) {
        side.kernel.step(side.params, side.grads, side.state, Peer.LEARNING_RATE);
    }
}
