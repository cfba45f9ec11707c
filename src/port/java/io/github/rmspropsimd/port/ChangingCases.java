// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import io.github.rmspropsimd.RmsProp;
import java.util.ArrayList;
import java.util.List;

/** The cases of a group in which settings change between steps: each by itself, also to and from 0, and all at once. */
final class ChangingCases {

    /** A double in the middle between two floats, whose decimal lies a little above. */
    private static final double MIDDLE = 0.5 + Math.scalb(1.0, -25);

    private static final double[] SHARES = {0.6, 0, MIDDLE, 0.99, 0, 0.3};
    private static final double[] POSITIVE = {1e-3, MIDDLE, 1e-6, 0.3};

    private final String group;
    private final RmsProp all;
    private final List<PortCase> cases = new ArrayList<>();

    private ChangingCases(String group) {
        this.group = group;
        RmsProp zeroing = RuleSwitch.all(group);
        this.all = zeroing.gradientsZeroed() ? zeroing.withGradientsZeroed(false) : zeroing;
    }

    static List<PortCase> of(String group) {
        ChangingCases changing = new ChangingCases(group);
        for (RuleSetting setting : RuleSetting.values()) {
            changing.change(setting);
        }
        changing.allAtOnce();
        changing.readAgain();
        return changing.cases;
    }

    private boolean takes(RuleSetting setting) {
        return setting == RuleSetting.DECAY
                || setting == RuleSetting.EPSILON
                || RuleSwitch.sets(group).stream().map(setting::get).distinct().count() > 1;
    }

    private void change(RuleSetting setting) {
        if (!takes(setting)) {
            return;
        }
        RmsProp base = all;
        if (setting == RuleSetting.MOMENTUM && base.nesterov()) {
            base = base.withNesterov(false); // which needs momentum
        }
        if (setting == RuleSetting.CENTERED && group.equals("mxnet")) {
            base = base.withMomentum(0); // which needs centered
        }
        List<RmsProp> rules = new ArrayList<>();
        if (setting.get(base) instanceof Boolean) {
            for (String value : List.of("false", "true", "false", "true")) {
                rules.add(setting.set(base, value));
            }
        } else {
            for (double value : setting == RuleSetting.EPSILON ? POSITIVE : SHARES) {
                rules.add(setting.set(base, Double.toString(value)));
            }
        }
        add("changed-" + setting.key, rules);
        if (!(setting.get(base) instanceof Boolean) && setting != RuleSetting.EPSILON) {
            // Off in the first step, and on from the second on.
            add("changed-" + setting.key + "-from-0", List.of(rules.get(1), rules.get(0), rules.get(2)));
        }
    }

    private void add(String name, List<RmsProp> rules) {
        CaseBuilder builder = new CaseBuilder(group, name, rules.get(0), 4, Fill.ORDINARY).slice(1, 3);
        rules.forEach(rule -> builder.rule(rule).step());
        cases.add(builder.build());
    }

    /** No number is the same in two steps. */
    private void allAtOnce() {
        CaseBuilder builder = new CaseBuilder(group, "schedule", all, 3, Fill.ORDINARY);
        for (int i = 0; i < 5; i++) {
            RmsProp rule = all.withDecay(0.95 - 0.1 * i).withEpsilon(1e-4 * (i + 1));
            rule = all.momentum() > 0 ? rule.withMomentum(0.5 + 0.07 * i) : rule;
            rule = all.weightDecay() > 0 ? rule.withWeightDecay(0.1 + 0.03 * i) : rule;
            rule = all.decoupledWeightDecay() > 0 ? rule.withDecoupledWeightDecay(0.3 - 0.02 * i) : rule;
            builder.rule(rule)
                    .learningRate(0.2 - 0.03 * i)
                    .gradientScale(0.7 + 0.2 * i)
                    .step();
        }
        cases.add(builder.build());
    }

    /** What a step may have done to gradients that it must leave, or to those outside its slice. */
    private void readAgain() {
        cases.add(new CaseBuilder(group, "read-again", all, 7, Fill.ORDINARY)
                .gradientScale(-0.3)
                .slice(1, 5)
                .step()
                .stepsAgain(1)
                .slice(0, 7)
                .stepsAgain(1)
                .gradientScale(1.7)
                .stepsAgain(1)
                .build());
        if (takes(RuleSetting.GRADIENTS_ZEROED)) {
            cases.add(new CaseBuilder(group, "zeroed-later", all, 7, Fill.ORDINARY)
                    .gradientScale(0.3)
                    .slice(1, 5)
                    .step()
                    .rule(all.withGradientsZeroed(true))
                    .slice(2, 3)
                    .stepsAgain(1)
                    .rule(all)
                    .slice(0, 7)
                    .stepsAgain(2)
                    .build());
        }
    }
}
