// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import io.github.rmspropsimd.RmsProp;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A switch, the groups whose cases have it, and how it is set to what it is not at first, with what that needs. */
public record RuleSwitch(String name, Set<String> groups, UnaryOperator<RmsProp> on) {

    private static final List<RuleSwitch> ALL = List.of(
            new RuleSwitch(
                    "centered",
                    Set.of("d2l-switches", "pytorch", "tensorflow", "keras", "optax", "mxnet"),
                    rule -> rule.withCentered(true)),
            new RuleSwitch(
                    "unclamped",
                    Set.of("d2l-switches"),
                    rule -> rule.withCentered(true).withVarianceClamped(false)),
            new RuleSwitch(
                    "momentum",
                    Set.of("d2l-switches", "pytorch", "tensorflow", "keras", "optax"),
                    rule -> rule.withMomentum(0.9)),
            new RuleSwitch(
                    "momentum", Set.of("mxnet"), rule -> rule.withCentered(true).withMomentum(0.9)),
            new RuleSwitch(
                    "learningRateOutside",
                    Set.of("d2l-switches"),
                    rule -> rule.withMomentum(0.9).withLearningRateInMomentum(false)),
            new RuleSwitch(
                    "nesterov",
                    Set.of("d2l-switches", "optax"),
                    rule -> rule.withMomentum(0.9).withNesterov(true)),
            new RuleSwitch(
                    "epsilonOutside", Set.of("d2l-switches", "optax"), rule -> rule.withEpsilonInsideRoot(false)),
            new RuleSwitch(
                    "weightDecay", Set.of("d2l-switches", "pytorch", "mxnet"), rule -> rule.withWeightDecay(0.01)),
            new RuleSwitch(
                    "decoupledWeightDecay",
                    Set.of("d2l-switches", "keras"),
                    rule -> rule.withDecoupledWeightDecay(0.01)),
            new RuleSwitch("maximize", Set.of("d2l-switches", "pytorch"), rule -> rule.withMaximize(true)),
            new RuleSwitch(
                    "initialSquareAverage",
                    Set.of("d2l", "d2l-switches", "tensorflow", "optax", "nd4j"),
                    rule -> rule.withInitialSquareAverage(0.5)),
            new RuleSwitch(
                    "gradientsZeroed",
                    Set.of("d2l-switches", "pytorch", "tensorflow", "keras", "optax", "nd4j", "mxnet"),
                    rule -> rule.withGradientsZeroed(true)));

    private static List<RuleSwitch> of(String group) {
        String named = group.equals(Vectors.ROWS) ? "d2l-switches" : group;
        return ALL.stream().filter(each -> each.groups.contains(named)).toList();
    }

    /** All switches that a preset takes. */
    public static List<RuleSwitch> ofPreset(String preset) {
        return of(preset.equals("d2l") ? "d2l-switches" : preset);
    }

    /** The preset of a group with all its switches on that go together. */
    static RmsProp all(String group) {
        RmsProp rule = RuleSetting.preset(Catalogue.presetOf(group));
        for (RuleSwitch each : of(group)) {
            rule = each.on.apply(rule);
        }
        return rule;
    }

    /** The preset of a group with each of its switches, by their names. */
    static Map<String, RmsProp> singles(String group) {
        RmsProp plain = RuleSetting.preset(Catalogue.presetOf(group));
        Map<String, RmsProp> rules = new LinkedHashMap<>();
        for (RuleSwitch each : of(group)) {
            put(rules, each.name, each.on.apply(plain));
        }
        return rules;
    }

    private static void put(Map<String, RmsProp> rules, String name, RmsProp rule) {
        if (!rules.containsValue(rule)) {
            rules.put(name, rule);
        }
    }

    /** The preset of a group with every set of its switches. */
    static Set<RmsProp> sets(String group) {
        Map<RmsProp, String> rules = new LinkedHashMap<>();
        rules.put(RuleSetting.preset(Catalogue.presetOf(group)), "");
        for (RuleSwitch each : of(group)) {
            for (RmsProp rule : List.copyOf(rules.keySet())) {
                rules.put(each.on.apply(rule), each.name);
            }
        }
        return rules.keySet();
    }
}
