// SPDX-License-Identifier: Apache-2.0
/**
 * Which loop is active, and how a vector loop becomes so. Knows {@code internal.loop} only.
 *
 * <ol>
 *   <li>{@code LoopSelector} holds the {@code ActiveLoop} of a variant: at first the scalar loop.
 *   <li>{@code WarmUpThread} runs each variant's {@code WarmUpTask}, one at a time, once {@code StartUp} is over or somebody
 *       awaits it.
 *   <li>The task asks {@code SimdGate} whether SIMD can run here, and has {@code CompilationDriver} call the vector loop on
 *       the steps of {@code WarmUpWorkload} until C2 has compiled it. A compiled loop allocates nothing.
 *   <li>The task then publishes the vector loop, and the next step runs it.
 *   <li>{@code CodeLossMonitor} has the thread probe active vector loops after garbage collections. A loop that allocates
 *       again has lost its compiled code: SCALAR becomes active, and the task starts over.
 * </ol>
 */
package io.github.rmspropsimd.internal.warmup;
