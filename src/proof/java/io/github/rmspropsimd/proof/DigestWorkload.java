// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.proof;

import io.github.rmspropsimd.RmsProp;
import io.github.rmspropsimd.port.RuleSetting;
import io.github.rmspropsimd.port.RuleSwitch;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The fixed workload behind the digests, as the section "Digests" of CONFORMANCE.md defines it. */
public final class DigestWorkload {

    /** In the order of their numbers, from 1 on. */
    public static final List<String> PRESETS =
            List.of("d2l", "pytorch", "tensorflow", "keras", "optax", "nd4j", "mxnet");

    /** How many runs each rule but the plain one has on slices: one for each distribution of inputs. */
    private static final int SLICE_RUNS = 4;

    private DigestWorkload() {}

    /** The plain rule, each switch, each pair of switches, and all switches together. */
    static List<RmsProp> rules(String preset) {
        RmsProp plain = RuleSetting.preset(preset);
        List<RuleSwitch> switches = RuleSwitch.ofPreset(preset);
        List<RmsProp> rules = new ArrayList<>();
        rules.add(plain);
        RmsProp all = plain;
        for (RuleSwitch each : switches) {
            rules.add(each.on().apply(plain));
            all = each.on().apply(all);
        }
        for (int i = 0; i < switches.size(); i++) {
            for (int j = i + 1; j < switches.size(); j++) {
                rules.add(switches.get(j).on().apply(switches.get(i).on().apply(plain)));
            }
        }
        rules.add(all);
        return rules;
    }

    /** The digest of a preset in hexadecimal, with the steps taken by these. */
    public static String digest(String preset, Function<RmsProp, Stepper> steppers) {
        BufferDigest digest = new BufferDigest();
        int presetNumber = PRESETS.indexOf(preset) + 1;
        int run = 0;
        for (RmsProp rule : rules(preset)) {
            int sliceRuns = run == 0 ? DigestRun.LENGTH_COUNT : SLICE_RUNS;
            for (int i = 0; i < sliceRuns; i++) {
                new DigestRun(presetNumber, run++, rule, false).run(steppers, digest);
            }
            new DigestRun(presetNumber, run++, rule, true).run(steppers, digest);
        }
        return digest.hex();
    }
}
