// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.proof;

import io.github.rmspropsimd.RmsProp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Rules of every preset with every set of its switches, in an order that a seed decides. The first seven are the presets. */
final class Rules {

    private final List<RmsProp> rules = new ArrayList<>();
    private int next;

    Rules(long seed) {
        List<RmsProp> others = new ArrayList<>();
        add(
                others,
                RmsProp.d2l(),
                List.of(
                        Rules::centered,
                        Rules::momentum,
                        Rules::nesterov,
                        Rules::weightDecay,
                        Rules::decoupled,
                        Rules::maximize,
                        Rules::zeroed));
        add(
                others,
                RmsProp.pytorch(),
                List.of(Rules::centered, Rules::momentum, Rules::weightDecay, Rules::maximize, Rules::zeroed));
        add(others, RmsProp.tensorflow(), List.of(Rules::centered, Rules::momentum, Rules::zeroed));
        add(others, RmsProp.keras(), List.of(Rules::centered, Rules::momentum, Rules::decoupled, Rules::zeroed));
        add(others, RmsProp.optax(), List.of(Rules::centered, Rules::momentum, Rules::nesterov, Rules::zeroed));
        add(others, RmsProp.nd4j(), List.of(Rules::zeroed));
        add(others, RmsProp.mxnet(), List.of(Rules::centered, Rules::weightDecay, Rules::zeroed));
        add(others, RmsProp.mxnet().withCentered(true), List.of(Rules::momentum));
        Collections.shuffle(others, new Random(seed));
        rules.addAll(others);
    }

    private void add(List<RmsProp> others, RmsProp plain, List<UnaryOperator<RmsProp>> switches) {
        if (!others.contains(plain)) {
            rules.add(plain);
        }
        for (int mask = 1; mask < 1 << switches.size(); mask++) {
            RmsProp rule = plain;
            for (int i = 0; i < switches.size(); i++) {
                rule = (mask >> i & 1) != 0 ? switches.get(i).apply(rule) : rule;
            }
            others.add(rule);
        }
    }

    /** Another rule; from the first again when all were used. */
    synchronized RmsProp next() {
        return rules.get(next++ % rules.size());
    }

    private static RmsProp centered(RmsProp rule) {
        return rule.withCentered(true);
    }

    private static RmsProp momentum(RmsProp rule) {
        return rule.withMomentum(0.9);
    }

    private static RmsProp nesterov(RmsProp rule) {
        return rule.withMomentum(0.8).withNesterov(true);
    }

    private static RmsProp weightDecay(RmsProp rule) {
        return rule.withWeightDecay(0.01);
    }

    private static RmsProp decoupled(RmsProp rule) {
        return rule.withDecoupledWeightDecay(0.01);
    }

    private static RmsProp maximize(RmsProp rule) {
        return rule.withMaximize(true);
    }

    private static RmsProp zeroed(RmsProp rule) {
        return rule.withGradientsZeroed(true);
    }
}
