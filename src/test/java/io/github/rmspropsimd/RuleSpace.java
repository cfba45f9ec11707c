// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import io.github.rmspropsimd.internal.loop.Variant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** All rules there are: every preset with every set of the switches that it takes, as the documentation lists them. */
final class RuleSpace {

    static final Map<String, Supplier<RmsProp>> PRESETS = Map.of(
            "d2l", RmsProp::d2l,
            "pytorch", RmsProp::pytorch,
            "tensorflow", RmsProp::tensorflow,
            "keras", RmsProp::keras,
            "optax", RmsProp::optax,
            "nd4j", RmsProp::nd4j,
            "mxnet", RmsProp::mxnet);

    /** A switch, the presets that take it, and how it is set to what it is not at first, with what that needs. */
    record Switch(String name, Set<String> presets, UnaryOperator<RmsProp> on) {

        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Switch> SWITCHES = List.of(
            new Switch(
                    "centered",
                    Set.of("d2l", "pytorch", "tensorflow", "keras", "optax", "mxnet"),
                    rule -> rule.withCentered(true)),
            new Switch(
                    "unclamped", Set.of("d2l"), rule -> rule.withCentered(true).withVarianceClamped(false)),
            new Switch(
                    "momentum",
                    Set.of("d2l", "pytorch", "tensorflow", "keras", "optax"),
                    rule -> rule.withMomentum(0.9)),
            new Switch(
                    "centeredMomentum",
                    Set.of("mxnet"),
                    rule -> rule.withCentered(true).withMomentum(0.9)),
            new Switch(
                    "learningRateOutside",
                    Set.of("d2l"),
                    rule -> rule.withMomentum(0.9).withLearningRateInMomentum(false)),
            new Switch(
                    "nesterov",
                    Set.of("d2l", "optax"),
                    rule -> rule.withMomentum(0.9).withNesterov(true)),
            new Switch("epsilonOutside", Set.of("d2l", "optax"), rule -> rule.withEpsilonInsideRoot(false)),
            new Switch("weightDecay", Set.of("d2l", "pytorch", "mxnet"), rule -> rule.withWeightDecay(0.01)),
            new Switch("decoupledWeightDecay", Set.of("d2l", "keras"), rule -> rule.withDecoupledWeightDecay(0.01)),
            new Switch("maximize", Set.of("d2l", "pytorch"), rule -> rule.withMaximize(true)),
            new Switch(
                    "initialSquareAverage",
                    Set.of("d2l", "tensorflow", "optax", "nd4j"),
                    rule -> rule.withInitialSquareAverage(0.5)),
            new Switch("gradientsZeroed", PRESETS.keySet(), rule -> rule.withGradientsZeroed(true)));

    private RuleSpace() {}

    static List<Switch> switchesOf(String preset) {
        return SWITCHES.stream().filter(s -> s.presets.contains(preset)).toList();
    }

    /** Each preset alone, with each of its switches, each pair of them, and all; rules that share a loop once. */
    static List<RmsProp> pairs() {
        Set<Variant> variants = new LinkedHashSet<>();
        List<RmsProp> rules = new ArrayList<>();
        for (String preset : PRESETS.keySet().stream().sorted().toList()) {
            List<Switch> switches = switchesOf(preset);
            RmsProp all = PRESETS.get(preset).get();
            for (Switch each : switches) {
                all = each.on.apply(all);
            }
            if (variants.add(all.variant)) {
                rules.add(all);
            }
            for (Switch first : switches) {
                for (Switch second : switches) {
                    RmsProp plain = PRESETS.get(preset).get();
                    RmsProp one = first.on.apply(plain);
                    for (RmsProp rule : List.of(plain, one, second.on.apply(one))) {
                        if (variants.add(rule.variant)) {
                            rules.add(rule);
                        }
                    }
                }
            }
        }
        return rules;
    }

    /** Any rule, with hyperparameters from the ordinary to the extreme. */
    static Arbitrary<RmsProp> any() {
        return Combinators.combine(
                        Arbitraries.of(PRESETS.keySet().stream().sorted().toList()),
                        Arbitraries.integers().between(0, (1 << SWITCHES.size()) - 1),
                        Arbitraries.of(0.9, 0.0, 0.5, 0.99, 0.999999, 1e-42),
                        Arbitraries.of(1e-6, 1e-8, 1e-45, 1e-30, 1.0, 3e38),
                        Arbitraries.of(0.9, 0.5, 0.999999, 1e-42),
                        Arbitraries.of(0.01, 1e-42, 1.0, 3e38))
                .as((preset, mask, decay, epsilon, momentum, weightDecay) -> {
                    RmsProp rule = PRESETS.get(preset).get().withDecay(decay).withEpsilon(epsilon);
                    for (Switch s : switchesOf(preset)) {
                        if ((mask >> SWITCHES.indexOf(s) & 1) != 0) {
                            rule = s.on.apply(rule);
                        }
                    }
                    rule = rule.momentum() > 0 ? rule.withMomentum(momentum) : rule;
                    rule = rule.weightDecay() > 0 ? rule.withWeightDecay(weightDecay) : rule;
                    return rule.decoupledWeightDecay() > 0 ? rule.withDecoupledWeightDecay(weightDecay) : rule;
                });
    }
}
