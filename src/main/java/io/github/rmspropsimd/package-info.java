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
 * <p>{@link io.github.rmspropsimd.RmsProp} is the rule, {@link io.github.rmspropsimd.RmsPropState} what it remembers
 * between steps, {@link io.github.rmspropsimd.RmsPropKernel} the loop that applies it and
 * {@link io.github.rmspropsimd.Backend} how that loop runs: {@code SCALAR}, whose source is the specification, or
 * {@code SIMD}, which gives the same bits. Inside, {@code ScalarLoop} and {@code VectorLoop} hold the formula.
 */
package io.github.rmspropsimd;
