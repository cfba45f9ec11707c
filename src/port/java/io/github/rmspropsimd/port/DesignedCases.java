// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import io.github.rmspropsimd.RmsProp;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** The cases of a group that look for what goes wrong in some switches, positions and steps only. */
final class DesignedCases {

    /** One vector of 16 and the longest tail behind it. */
    private static final int TAILED = 31;

    /** Offset and length; both ends are at odd places, and no length is a multiple of 4. */
    private static final int[][] WIDE = {{1, 99}, {3, 79}, {5, 66}};

    private final String group;
    private final Set<RmsProp> rules;
    private final List<PortCase> cases = new ArrayList<>();

    private DesignedCases(String group) {
        this.group = group;
        this.rules = RuleSwitch.sets(group);
    }

    static List<PortCase> of(String group) {
        DesignedCases designed = new DesignedCases(group);
        designed.switchesTogether();
        designed.tellingElements();
        designed.cases.addAll(ChangingCases.of(group));
        return designed.cases;
    }

    /** Any four switches in all their settings; the second step reads the gradients again. */
    private void switchesTogether() {
        int number = 0;
        for (RmsProp rule : CoveringArray.of(rules)) {
            number++;
            CaseBuilder builder = build("switches-" + number, rule, 6).slice(1, 4);
            if (number % 2 == 0) {
                builder.givenState();
            }
            cases.add(builder.gradientScale(number % 3 == 0 ? -0.7 : 0.3)
                    .step()
                    .gradientScale(1)
                    .learningRate(0.1)
                    .stepsAgain(1)
                    .build());
        }
    }

    /** Each telling element at each place in a vector, and in the tail behind it. */
    private void tellingElements() {
        int number = 0;
        List<RmsProp> rich = richRules();
        for (RmsProp rule : rich) {
            PortStep step = new PortStep(rule, 0.1, 0.3, null, null);
            List<Map<Buffer, Float>> elements =
                    TellingElements.of(Catalogue.presetOf(group), rich, step, 31L * group.hashCode() + number);
            for (int shift = 0; shift < elements.size(); shift++) {
                int first = shift;
                String name = "telling-" + (number + 1) + "-" + (shift + 1);
                int offset = 1 + shift % 3;
                add(name, step, offset, TAILED, index -> elements.get((index + first) % elements.size()));
            }
            int[] wide = WIDE[number % WIDE.length];
            add("wide-" + (number + 1), step, wide[0], wide[1], index -> elements.get(index % elements.size()));
            number++;
        }
    }

    private interface Choice {

        Map<Buffer, Float> at(int index);
    }

    private void add(String name, PortStep step, int offset, int length, Choice elements) {
        int size = Math.min(100, offset + length + 1);
        CaseBuilder builder = build(name, step.rule(), size)
                .slice(offset, length)
                .learningRate(step.learningRate())
                .gradientScale(step.gradientScale());
        Map<Buffer, float[]> rows = new EnumMap<>(Buffer.class);
        for (Buffer buffer : Buffer.values()) {
            float[] row = Fill.ORDINARY.row(size, new Random(size));
            for (int i = 0; i < length; i++) {
                row[offset + i] = elements.at(i).get(buffer);
            }
            rows.put(buffer, row);
        }
        for (Buffer buffer : Buffer.shownBy(step.rule())) {
            if (buffer != Buffer.GRADS) {
                builder.given(buffer, rows.get(buffer));
            }
        }
        cases.add(builder.stepOn(rows.get(Buffer.GRADS)).build());
    }

    /** Few rules that have each line of the formula, and each switch on and off. */
    private List<RmsProp> richRules() {
        Formulas formulas = Formulas.of(Vectors.document());
        Set<Object> covered = new HashSet<>();
        List<RmsProp> chosen = new ArrayList<>();
        while (true) {
            RmsProp best = null;
            int most = 0;
            for (RmsProp rule : rules) {
                Set<Object> features = features(formulas, rule);
                features.removeAll(covered);
                if (features.size() > most) {
                    most = features.size();
                    best = rule;
                }
            }
            if (best == null) {
                return chosen;
            }
            covered.addAll(features(formulas, best));
            chosen.add(best);
        }
    }

    private Set<Object> features(Formulas formulas, RmsProp rule) {
        Set<String> on = RuleSetting.switchedOn(rule);
        Set<Object> features = new HashSet<>(formulas.active(Catalogue.presetOf(group), on));
        for (RuleSetting setting : RuleSetting.values()) {
            if (setting != RuleSetting.INITIAL_SQUARE_AVERAGE) { // the state is given
                features.add(setting.key + " " + on.contains(setting.key));
            }
        }
        return features;
    }

    private CaseBuilder build(String name, RmsProp rule, int length) {
        return new CaseBuilder(group, name, rule, length, Fill.ORDINARY);
    }
}
