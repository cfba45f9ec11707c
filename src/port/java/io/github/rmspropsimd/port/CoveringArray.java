// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import io.github.rmspropsimd.RmsProp;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Few rules that have all combinations of some switches: of any four, each setting that occurs in any rule. A mistake that
 * needs three switches to show in a fourth is seen.
 */
final class CoveringArray {

    private static final int STRENGTH = 4;

    private CoveringArray() {}

    /** A choice of these rules, by the greedy method: next comes the rule with the most combinations not yet had. */
    static List<RmsProp> of(Collection<RmsProp> rules) {
        List<RmsProp> candidates = List.copyOf(rules);
        List<BitSet> combinations =
                candidates.stream().map(CoveringArray::combinations).toList();
        BitSet missing = new BitSet();
        combinations.forEach(missing::or);
        List<RmsProp> chosen = new ArrayList<>();
        while (!missing.isEmpty()) {
            int best = 0;
            int most = 0;
            for (int i = 0; i < candidates.size(); i++) {
                BitSet gained = (BitSet) combinations.get(i).clone();
                gained.and(missing);
                if (gained.cardinality() > most) {
                    most = gained.cardinality();
                    best = i;
                }
            }
            chosen.add(candidates.get(best));
            missing.andNot(combinations.get(best));
        }
        return chosen;
    }

    /** A number for each four settings, and how they are set. */
    private static BitSet combinations(RmsProp rule) {
        Set<String> on = RuleSetting.switchedOn(rule);
        RuleSetting[] settings = RuleSetting.values();
        BitSet all = new BitSet();
        for (int chosen = 0; chosen < 1 << settings.length; chosen++) {
            if (Integer.bitCount(chosen) == STRENGTH) {
                int number = 0;
                for (int rest = chosen; rest != 0; rest &= rest - 1) {
                    String key = settings[Integer.numberOfTrailingZeros(rest)].key;
                    number = 2 * number + (on.contains(key) ? 1 : 0);
                }
                all.set(chosen << STRENGTH | number);
            }
        }
        return all;
    }
}
