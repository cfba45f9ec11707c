// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.github.rmspropsimd.StepCase.Buffers;
import io.github.rmspropsimd.StepCase.Fill;
import io.github.rmspropsimd.internal.loop.Loop;
import io.github.rmspropsimd.internal.loop.MaskedTails;
import io.github.rmspropsimd.internal.warmup.LoopSelector;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.BeforeProperty;

/** Rows and gradients at an offset of their own give the bits of plain steps, and touch nothing else. */
@AddLifecycleHook(ExpectedJvm.class)
class RowsBitsTest {

    @BeforeProperty
    void expectedJvm() {
        ExpectedJvm.require();
    }

    /** A table, the rows of it that gradients are for, and what fills them. */
    record Table(
            RmsProp rule,
            int rowLength,
            int rowsInTable,
            List<Integer> rows,
            int more,
            double learningRate,
            double gradientScale,
            Fill fill,
            long seed) {

        int[] rowArray() {
            // Behind rowCount anything may stand.
            int[] array = new int[rows.size() + more];
            java.util.Arrays.fill(array, -1);
            for (int i = 0; i < rows.size(); i++) {
                array[i] = rows.get(i) % rowsInTable;
            }
            return array;
        }

        Buffers buffers() {
            SplittableRandom random = new SplittableRandom(seed);
            int length = rowLength * rowsInTable + more;
            return new Buffers(
                    fill.array(length, random),
                    fill.array(rowLength * rows.size() + more, random),
                    fill.state(rule, length, random));
        }
    }

    @Provide
    Arbitrary<Table> tables() {
        return Combinators.combine(
                        RuleSpace.any(),
                        Arbitraries.integers().between(0, 70),
                        Arbitraries.integers().between(1, 9),
                        Arbitraries.integers().between(0, 1_000).list().ofMaxSize(14),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.of(0.01, 0.0, -0.37, 1e30),
                        Arbitraries.of(1.0, 1.0 / 128, 0.0, -3.3),
                        Combinators.combine(Arbitraries.of(Fill.class), Arbitraries.longs())
                                .as(FillAndSeed::new))
                .as((rule, rowLength, inTable, rows, more, rate, scale, f) ->
                        new Table(rule, rowLength, inTable, rows, more, rate, scale, f.fill, f.seed));
    }

    private record FillAndSeed(Fill fill, long seed) {}

    @Property(tries = 2_000)
    void rowsStepLikeSlicesOneByOne(@ForAll("tables") Table table) {
        Buffers expected = table.buffers();
        int[] rows = table.rowArray();
        for (int i = 0; i < table.rows.size(); i++) {
            stepOneRow(table, expected, rows[i], i);
        }
        for (Backend backend : Backend.values()) {
            check(table, expected, table.rule.kernel(backend));
        }
        Loop masked = MaskedTails.loop(table.rule.variant);
        check(table, expected, new RmsPropKernel(table.rule, LoopSelector.fixed(masked, "with masked tails")));
    }

    /** By SCALAR and the form with one offset, on a gradient as long as the table. */
    private static void stepOneRow(Table table, Buffers buffers, int row, int gradientRow) {
        float[] grads = new float[buffers.params().length];
        int from = gradientRow * table.rowLength;
        int to = row * table.rowLength;
        System.arraycopy(buffers.grads(), from, grads, to, table.rowLength);
        table.rule
                .kernel(Backend.SCALAR)
                .step(
                        buffers.params(),
                        grads,
                        buffers.state(),
                        to,
                        table.rowLength,
                        table.learningRate,
                        table.gradientScale);
        System.arraycopy(grads, to, buffers.grads(), from, table.rowLength);
    }

    private static void check(Table table, Buffers expected, RmsPropKernel kernel) {
        Buffers actual = table.buffers();
        int[] rows = table.rowArray();
        kernel.stepRows(
                actual.params(),
                actual.grads(),
                actual.state(),
                rows,
                table.rows.size(),
                table.rowLength,
                table.learningRate,
                table.gradientScale);
        Bits.assertSame(expected, actual);
        assertArrayEquals(table.rowArray(), rows, "rows are only read");
    }

    @Provide
    Arbitrary<StepCase> cases() {
        return StepCase.any();
    }

    @Property
    void twoOffsetsStepLikeOneAfterACopy(@ForAll("cases") StepCase drawn, @ForAll Backend backend) {
        StepCase c = drawn.ofOneStep(drawn.gradientScale());
        int offset = c.slice().offset();
        int length = c.slice().length();
        for (int gradsOffset : new int[] {0, 1, 5, offset, offset + 3}) {
            Buffers expected = c.buffers();
            Buffers actual = c.buffers();
            float[] grads = Fill.RAW_BITS.array(gradsOffset + length + 2, new SplittableRandom(c.seed()));
            System.arraycopy(actual.grads(), offset, grads, gradsOffset, length);
            float[] expectedGrads = grads.clone();

            c.rule()
                    .kernel(Backend.SCALAR)
                    .step(
                            expected.params(),
                            expected.grads(),
                            expected.state(),
                            offset,
                            length,
                            c.learningRate(),
                            c.gradientScale());
            c.rule()
                    .kernel(backend)
                    .step(
                            actual.params(),
                            offset,
                            grads,
                            gradsOffset,
                            actual.state(),
                            length,
                            c.learningRate(),
                            c.gradientScale());

            System.arraycopy(expected.grads(), offset, expectedGrads, gradsOffset, length);
            Bits.assertSame(
                    new Buffers(expected.params(), expectedGrads, expected.state()),
                    new Buffers(actual.params(), grads, actual.state()));
        }
    }
}
