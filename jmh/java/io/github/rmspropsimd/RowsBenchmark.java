// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
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
 * Nanoseconds for a step on some rows of a table of 100,000: the library's rows, the loop that a user would write, and what
 * users do without rows.
 *
 * <pre>
 * java -jar benchmarks.jar RowsBenchmark -prof gc -p rowLength=16
 * </pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 5, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@State(Scope.Thread)
public class RowsBenchmark {

    private static final int ROWS_IN_TABLE = 100_000;

    private static final RmsProp RULE = RmsProp.d2l();
    private static final double LEARNING_RATE = 1e-3;

    @Param({"8", "16", "32", "64", "256"})
    private int rowLength;

    @Param("64")
    private int rowCount;

    /** Sets of rows that take turns: one stays in cache, 64 come from memory. */
    @Param({"1", "64"})
    private int turns;

    private RmsPropKernel kernel;
    private RmsPropKernel scalar;
    private RmsPropState state;
    private RmsPropState gatheredState;
    private float[] params;
    private float[] gathered;
    private float[] grads;
    private float[] tableGrads;
    private int[][] sets;
    private int turn;

    @Setup
    public void prepare() throws InterruptedException {
        SplittableRandom random = new SplittableRandom(rowLength);
        params = new float[ROWS_IN_TABLE * rowLength];
        state = RULE.newState(params.length);
        grads = new float[rowCount * rowLength];
        gathered = new float[grads.length];
        gatheredState = RULE.newState(grads.length);
        Arrays.fill(grads, 1f);
        sets = new int[turns][rowCount];
        for (int[] set : sets) {
            Arrays.setAll(set, i -> random.nextInt(ROWS_IN_TABLE));
        }
        kernel = RULE.kernel();
        if (!kernel.awaitSimd(Duration.ofMinutes(1))) {
            throw new IllegalStateException(kernel.status());
        }
        scalar = RULE.kernel(Backend.SCALAR);
    }

    /** Whether what was measured is what was meant. */
    @TearDown
    public void check() {
        for (int row : sets[0]) {
            if (params[row * rowLength + rowLength - 1] == 0) {
                throw new IllegalStateException("row " + row + " was not stepped on");
            }
        }
        if (kernel.backend() != Backend.SIMD) {
            throw new IllegalStateException(kernel.status());
        }
    }

    private int[] next() {
        turn = (turn + 1) % turns;
        return sets[turn];
    }

    @Benchmark
    public void rows() {
        kernel.stepRows(params, grads, state, next(), rowCount, rowLength, LEARNING_RATE, 1);
    }

    @Benchmark
    public void scalarRows() {
        scalar.stepRows(params, grads, state, next(), rowCount, rowLength, LEARNING_RATE, 1);
    }

    /** The double loop that a user would write. */
    @Benchmark
    public void plain() {
        plainRows(params, grads, state.squareAverage(), next(), rowLength);
    }

    private static void plainRows(float[] p, float[] grads, float[] s, int[] rows, int rowLength) {
        for (int k = 0; k < rows.length; k++) {
            int row = rows[k] * rowLength;
            for (int i = 0; i < rowLength; i++) {
                float g = grads[k * rowLength + i];
                s[row + i] = 0.9f * s[row + i] + 0.1f * g * g;
                p[row + i] -= (float) LEARNING_RATE * g / (float) Math.sqrt(s[row + i] + 1e-6f);
            }
        }
    }

    /** By hand, with the forms of step that have one offset. */
    @Benchmark
    public void gatherStepScatter() {
        int[] rows = next();
        float[] average = state.squareAverage();
        float[] gatheredAverage = gatheredState.squareAverage();
        for (int k = 0; k < rowCount; k++) {
            System.arraycopy(params, rows[k] * rowLength, gathered, k * rowLength, rowLength);
            System.arraycopy(average, rows[k] * rowLength, gatheredAverage, k * rowLength, rowLength);
        }
        kernel.step(gathered, grads, gatheredState, LEARNING_RATE);
        for (int k = 0; k < rowCount; k++) {
            System.arraycopy(gathered, k * rowLength, params, rows[k] * rowLength, rowLength);
            System.arraycopy(gatheredAverage, k * rowLength, average, rows[k] * rowLength, rowLength);
        }
    }

    /** One row by the form with one offset, on a gradient as long as the table's: what the form with two is compared to. */
    @Benchmark
    public void oneOffset() {
        if (tableGrads == null) {
            tableGrads = new float[params.length];
            Arrays.fill(tableGrads, 1f);
        }
        kernel.step(params, tableGrads, state, next()[0] * rowLength, rowLength, LEARNING_RATE, 1);
    }

    @Benchmark
    public void twoOffsets() {
        kernel.step(params, next()[0] * rowLength, grads, 0, state, rowLength, LEARNING_RATE, 1);
    }
}
