// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.proof;

import io.github.rmspropsimd.RmsProp;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The part of a trainee that one worker steps on, with the elements behind it that nobody may write. All parts together are
 * the whole buffers, so that comparing each with its twin compares every element.
 */
final class Region {

    private static final float[] SPECIAL = {
        0f, -0f, 1e-20f, -1e20f, Float.MIN_VALUE, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN
    };

    final int worker;
    final int start;
    final int end;
    final Side actual;
    final Side expected;
    final AllocationRule allocations = new AllocationRule();
    private final RmsProp rule;
    private final int guardEnd;
    long steps;

    Region(RmsProp rule, int worker, int start, int end, int guardEnd, Side actual, Side expected) {
        this.rule = rule;
        this.worker = worker;
        this.start = start;
        this.end = end;
        this.guardEnd = guardEnd;
        this.actual = actual;
        this.expected = expected;
    }

    /** The same ordinary numbers on both sides, also behind the part: what has become NaN would hide all that follows. */
    void reset(SplittableRandom random) {
        for (int i = start; i < guardEnd; i++) {
            float square = random.nextFloat() + 0.1f;
            float average = 0.2f * (random.nextFloat() - 0.5f);
            set(actual.params(), expected.params(), i, random.nextFloat() - 0.5f);
            set(actual.grads(), expected.grads(), i, random.nextFloat() - 0.5f);
            set(actual.state().squareAverage(), expected.state().squareAverage(), i, square);
            if (actual.state().gradientAverage().length > 0) {
                set(actual.state().gradientAverage(), expected.state().gradientAverage(), i, average);
            }
            if (actual.state().momentum().length > 0) {
                set(actual.state().momentum(), expected.state().momentum(), i, average);
            }
        }
    }

    /** Gradients; now and then such as are rare in training. */
    void fillGradients(SplittableRandom random, boolean special) {
        fill(actual.grads(), expected.grads(), start, end, random, special);
        fill(actual.own()[worker], expected.own()[worker], 0, actual.own()[worker].length, random, special);
    }

    private static void fill(float[] a, float[] b, int from, int to, SplittableRandom random, boolean special) {
        long bits = 0;
        for (int i = from; i < to; i++) {
            bits = (i - from) % 4 == 0 ? random.nextLong() : bits >> 16;
            boolean rare = special && (bits & 63) == 0;
            set(a, b, i, rare ? SPECIAL[(int) (bits >> 6 & 7)] : (short) bits * 0x1p-14f);
        }
    }

    private static void set(float[] a, float[] b, int i, float value) {
        a[i] = value;
        b[i] = value;
    }

    RmsProp rule() {
        return rule;
    }

    /** The first, or null. */
    Difference firstDifference() {
        String thread = "worker " + worker;
        Difference first = compare(thread, "params", expected.params(), actual.params(), start, guardEnd);
        first = first != null ? first : compare(thread, "grads", expected.grads(), actual.grads(), start, guardEnd);
        first = first != null
                ? first
                : compare(
                        thread,
                        "squareAverage",
                        expected.state().squareAverage(),
                        actual.state().squareAverage(),
                        start,
                        guardEnd);
        first = first != null
                ? first
                : compare(
                        thread,
                        "gradientAverage",
                        expected.state().gradientAverage(),
                        actual.state().gradientAverage(),
                        start,
                        guardEnd);
        first = first != null
                ? first
                : compare(
                        thread,
                        "momentum",
                        expected.state().momentum(),
                        actual.state().momentum(),
                        start,
                        guardEnd);
        float[] own = actual.own()[worker];
        return first != null
                ? first
                : compare(thread, "the worker's gradients", expected.own()[worker], own, 0, own.length);
    }

    private Difference compare(String thread, String buffer, float[] expected, float[] actual, int from, int to) {
        int end = Math.min(to, actual.length); // 0 for a buffer that the rule does not have
        if (end < to) {
            return null;
        }
        // By the bits, with one NaN: its kind is left open.
        int i = Arrays.mismatch(expected, from, end, actual, from, end);
        return i < 0
                ? null
                : new Difference(rule, thread, buffer, from + i, steps, expected[from + i], actual[from + i]);
    }
}
