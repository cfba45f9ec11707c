// SPDX-License-Identifier: Apache-2.0
/**
 * The RMSProp update in place on flat {@code float[]} buffers.
 *
 * <pre>{@code
 * RmsProp rule = RmsProp.d2l();
 * RmsPropState state = rule.newState(params.length);
 * RmsPropKernel kernel = rule.kernel();
 * kernel.step(params, grads, state, 0.01);
 * }</pre>
 *
 * <p>{@link io.github.rmspropsimd.RmsProp} is the rule. {@link io.github.rmspropsimd.RmsPropState} is what it remembers
 * between steps. {@link io.github.rmspropsimd.RmsPropKernel} applies it. {@link io.github.rmspropsimd.Backend} is the loop
 * that a kernel runs: {@code SCALAR}, whose source is the specification, or {@code SIMD}, which gives the same bits.
 *
 * <p>How a step finds its loop: the kernel checks the arguments and reads the active loop from its selector
 * ({@code internal.warmup}); that loop ({@code internal.loop}) has the formula. A default kernel's selector starts with the
 * scalar loop. The warm-up thread replaces it by the vector loop when that is compiled, and puts it back if the JVM drops the
 * compiled code.
 */
package io.github.rmspropsimd;
