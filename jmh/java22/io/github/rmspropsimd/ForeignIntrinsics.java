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
 * The call, "critical": without a change of the thread's state, and with heap arrays passed as they are. Compiled
 * for release 22, so that it is loaded by name. One library for each JVM: calls are fast where their method handles are constants.
 */
@SuppressWarnings("restricted") // native code is the point
final class ForeignIntrinsics implements Runnable {

    private static final MethodHandle STEP = Linker.nativeLinker()
            .downcallHandle(
                    SymbolLookup.libraryLookup(Path.of(System.getProperty(Intrinsics.LIBRARY)), Arena.global())
                            .find("rmsprop_step")
                            .orElseThrow(),
                    FunctionDescriptor.ofVoid(
                            ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, JAVA_FLOAT, JAVA_FLOAT, JAVA_FLOAT, JAVA_FLOAT),
                    Linker.Option.critical(true));

    private final MemorySegment params;
    private final MemorySegment grads;
    private final MemorySegment squareAverage;
    private final long n;
    private final Coefficients rule = StepData.RULE.coefficients;

    ForeignIntrinsics(StepData data) {
        params = MemorySegment.ofArray(data.params);
        grads = MemorySegment.ofArray(data.grads);
        squareAverage = MemorySegment.ofArray(data.state.squareAverage());
        n = data.n;
    }

    @Override
    public void run() {
        try {
            STEP.invokeExact(
                    params,
                    grads,
                    squareAverage,
                    n,
                    rule.decay(),
                    rule.oneMinusDecay(),
                    rule.epsilon(),
                    PlainLoop.LEARNING_RATE);
        } catch (Throwable e) {
            throw new IllegalStateException("the call into C failed", e);
        }
    }
}
