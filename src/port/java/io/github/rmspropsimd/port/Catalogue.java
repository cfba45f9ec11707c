// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import io.github.rmspropsimd.RmsProp;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Which cases there are, of each group: what its files are made from. */
final class Catalogue {

    /** Around the lanes of all vectors, 4, 8 and 16 floats, and twice the longest. */
    private static final int[] LENGTHS = {1, 3, 4, 5, 7, 8, 9, 15, 16, 17, 33};

    /** Offset and length of slices of 18 elements. */
    private static final int[][] SLICES = {{3, 13}, {17, 1}, {8, 0}, {1, 9}};

    private static final double[] SCALES = {1.0 / 128, -3.3, 0.3, 0, 1e20, 1e-42, 1};

    /** As a float. */
    private static final double ROUNDS_TO_ZERO = 1e-46;

    /** The first is a decimal above the middle between two floats, and as a double that middle itself. */
    private static final double[] RATES = {1.0000000596046448, 0.1, 0.01, 0, 1e-42, -0.5, 1e30, 0.001};

    private static final List<Fill> EXTREMES = List.of(Fill.SPECIAL, Fill.TINY, Fill.RAW_BITS);

    private final String group;
    private final RmsProp plain;
    private final RmsProp all;
    private final List<PortCase> cases = new ArrayList<>();

    private Catalogue(String group) {
        this.group = group;
        this.plain = RuleSetting.preset(presetOf(group));
        this.all = RuleSwitch.all(group);
    }

    static String presetOf(String group) {
        return group.equals(Vectors.ROWS) ? "d2l" : group.split("-", -1)[0];
    }

    static List<PortCase> of(String group) {
        if (group.equals(Vectors.ROWS)) {
            return RowCases.all();
        }
        Catalogue catalogue = new Catalogue(group);
        catalogue.switches();
        if (!group.equals("d2l-switches")) {
            catalogue.plainRule();
        }
        catalogue.special();
        catalogue.zeros();
        catalogue.withoutEffect();
        catalogue.changing();
        catalogue.cases.addAll(DesignedCases.of(group));
        if (group.equals("pytorch")) {
            catalogue.cases.addAll(FusedCases.all());
        }
        return catalogue.cases;
    }

    /** From the simplest on: so the first case that differs is the simplest one. */
    private void switches() {
        add(build("plain", plain, 5, Fill.ORDINARY).steps(3));
        RuleSwitch.singles(group)
                .forEach((name, rule) -> add(build(name, rule, 3, Fill.ORDINARY).steps(2)));
    }

    /** What needs no switch; the group d2l has it for d2l-switches. */
    private void plainRule() {
        for (int length : LENGTHS) {
            add(build("length-" + length, plain, length, Fill.ORDINARY)
                    .givenState()
                    .step());
        }
        for (RmsProp rule : List.of(plain.withDecay(0).withEpsilon(3e38), plain.withDecay(0.999999))) {
            add(build("decay-" + rule.decay(), rule, 4, Fill.ORDINARY)
                    .given(Buffer.SQUARE_AVERAGE, 0, 0, 0, 0)
                    .learningRate(-0.37)
                    .steps(2));
        }
        for (Fill fill : EXTREMES) {
            add(build(name(fill), plain, 17, fill).steps(2));
        }
        add(build("tiny-epsilon", plain.withEpsilon(1e-45), 7, Fill.TINY).steps(2));
    }

    private void special() {
        for (Fill fill : EXTREMES) {
            add(build(name(fill) + "-all", all, 17, fill).givenState().steps(2));
        }
        add(build("tiny-scaled", plain, 7, Fill.TINY).gradientScale(1e20).steps(2));
        if (all.centered()) {
            RmsProp centered = plain.withCentered(true);
            add(build("special-centered", centered, 17, Fill.SPECIAL)
                    .givenState()
                    .steps(2));
            // The variance of a gradient that stays the same rounds to 0, to a little more, or to less.
            add(build("constant", centered.withDecay(0.3), 4, Fill.ORDINARY)
                    .stepOn(5.4f, 1.4f, -11.6f, 0.3f)
                    .stepsAgain(15));
        }
    }

    /** Where a sign is turned: each row but the square average holds 0 and -0, in all combinations. */
    private void zeros() {
        if (!all.maximize() && !group.equals("optax")) {
            return;
        }
        RmsProp turning = all.maximize() ? plain.withMaximize(true) : plain;
        RmsProp centered = turning.withCentered(true);
        addZeros("zeros", turning);
        addZeros("zeros-centered", centered);
        addZeros("zeros-momentum", turning.withMomentum(0.9));
        addZeros("zeros-centered-momentum", centered.withMomentum(0.9));
    }

    private void addZeros(String name, RmsProp rule) {
        List<Buffer> rows = new ArrayList<>(Buffer.shownBy(rule));
        rows.remove(Buffer.SQUARE_AVERAGE);
        rows.remove(Buffer.GRADS);
        int length = 2 << rows.size(); // the gradients have the lowest bit of an element's index
        CaseBuilder builder = build(name, rule, length, Fill.ORDINARY);
        for (int bit = 0; bit < rows.size(); bit++) {
            builder.given(rows.get(bit), zeros(length, bit + 1));
        }
        add(builder.stepOn(zeros(length, 0)));
    }

    /** What looks as if it were switched on: numbers that round to 0, and what has no effect by itself. */
    private void withoutEffect() {
        if (all.momentum() > 0 && !group.equals("mxnet")) {
            addWithoutEffect("momentum-rounds-to-0", plain.withMomentum(ROUNDS_TO_ZERO));
        }
        if (all.weightDecay() > 0) {
            addWithoutEffect("weightDecay-rounds-to-0", plain.withWeightDecay(ROUNDS_TO_ZERO));
        }
        if (all.decoupledWeightDecay() > 0) {
            addWithoutEffect("decoupledWeightDecay-rounds-to-0", plain.withDecoupledWeightDecay(ROUNDS_TO_ZERO));
        }
        if (group.equals("d2l-switches")) {
            add(build("learningRateOutside-no-momentum", plain.withLearningRateInMomentum(false), 5, Fill.ORDINARY)
                    .steps(2));
        }
    }

    /** A factor of 0 shows where the parameter is infinite. */
    private void addWithoutEffect(String name, RmsProp rule) {
        add(build(name, rule, 3, Fill.ORDINARY)
                .given(Buffer.PARAMS, 0.5f, Float.POSITIVE_INFINITY, -0f)
                .steps(2));
    }

    private static float[] zeros(int length, int bit) {
        float[] row = new float[length];
        for (int i = 0; i < length; i++) {
            row[i] = (i >> bit & 1) == 0 ? 0f : -0f;
        }
        return row;
    }

    /** What is changed between two steps holds from then on, and so does the slice. */
    private void changing() {
        CaseBuilder slices = build("slices", all, 18, Fill.ORDINARY).givenState();
        for (int[] slice : SLICES) {
            slices.slice(slice[0], slice[1]).step();
        }
        add(slices);
        add(build("long", all, 1, Fill.ORDINARY).steps(50));

        RmsProp scaled = all.equals(plain) ? plain : all.withGradientsZeroed(false);
        CaseBuilder scales = build("scales", scaled, 4, Fill.ORDINARY);
        for (double scale : SCALES) {
            scales.gradientScale(scale).step();
        }
        add(scales);

        // From 0, where the last bit of the first rate is not lost.
        CaseBuilder rates = build("learning-rates", scaled, 2, Fill.ORDINARY).given(Buffer.PARAMS, 0, 0);
        for (double rate : RATES) {
            rates.learningRate(rate).step();
        }
        add(rates);

        CaseBuilder hyperparameters =
                build("hyperparameters", scaled, 3, Fill.ORDINARY).steps(2);
        RmsProp rule = scaled.withDecay(0.6).withEpsilon(0.001);
        hyperparameters.rule(rule).steps(2);
        rule = rule.momentum() > 0 ? rule.withMomentum(0.3) : rule;
        rule = rule.weightDecay() > 0 ? rule.withWeightDecay(0.3) : rule;
        rule = rule.decoupledWeightDecay() > 0 ? rule.withDecoupledWeightDecay(0.7) : rule;
        add(hyperparameters
                .rule(rule)
                .steps(2)
                .rule(rule.withDecay(0.9))
                .learningRate(0.3)
                .steps(2));

        if (all.decoupledWeightDecay() > 0) {
            add(build("decoupled", plain.withDecoupledWeightDecay(0.7), 17, Fill.ORDINARY)
                    .learningRate(0.9)
                    .stepOn(new float[17]) // which leaves the decay by itself
                    .step());
        }
        if (all.gradientsZeroed()) {
            add(build("zeroed", all, 6, Fill.ORDINARY)
                    .slice(2, 3)
                    .step()
                    .stepsAgain(2)
                    .slice(0, 6)
                    .stepsAgain(1));
        }
    }

    private static String name(Fill fill) {
        return fill.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private CaseBuilder build(String name, RmsProp rule, int length, Fill fill) {
        return new CaseBuilder(group, name, rule, length, fill);
    }

    private void add(CaseBuilder builder) {
        cases.add(builder.build());
    }
}
