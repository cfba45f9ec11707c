// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.github.rmspropsimd.internal.loop.Coefficients;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/**
 * The calls, each "critical": without a change of the thread's state, and with heap arrays passed as they are. Compiled
 * for release 22, so that it is loaded by name. One library for each JVM: calls are fast where their method handles are constants.
 */
@SuppressWarnings("restricted") // native code is the point
final class ForeignIntrinsics extends Intrinsics {

    private static final SymbolLookup FUNCTIONS =
            SymbolLookup.libraryLookup(Path.of(System.getProperty(Intrinsics.LIBRARY)), Arena.global());
    private static final MethodHandle STEP = handle(
            "rmsprop_step",
            FunctionDescriptor.ofVoid(
                    ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, JAVA_FLOAT, JAVA_FLOAT, JAVA_FLOAT, JAVA_FLOAT));
    private static final MethodHandle MOVE =
            handle("rmsprop_move", FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, ADDRESS, JAVA_LONG));

    private final MemorySegment params;
    private final MemorySegment grads;
    private final MemorySegment squareAverage;
    private final long n;
    private final float decay;
    private final float oneMinusDecay;
    private final float epsilon;
    private final float learningRate = (float) StepData.LEARNING_RATE;

    ForeignIntrinsics(StepData data) {
        params = MemorySegment.ofArray(data.params);
        grads = MemorySegment.ofArray(data.grads);
        squareAverage = MemorySegment.ofArray(data.state.squareAverage());
        n = data.n;
        Coefficients coefficients = StepData.RULE.coefficients;
        decay = coefficients.decay();
        oneMinusDecay = coefficients.oneMinusDecay();
        epsilon = coefficients.epsilon();
    }

    private static MethodHandle handle(String name, FunctionDescriptor descriptor) {
        return Linker.nativeLinker()
                .downcallHandle(FUNCTIONS.find(name).orElseThrow(), descriptor, Linker.Option.critical(true));
    }

    @Override
    void step() {
        try {
            STEP.invokeExact(params, grads, squareAverage, n, decay, oneMinusDecay, epsilon, learningRate);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    @Override
    void move() {
        try {
            MOVE.invokeExact(params, grads, squareAverage, n);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    private static IllegalStateException failed(Throwable cause) {
        return new IllegalStateException("the call into C failed", cause);
    }
}
