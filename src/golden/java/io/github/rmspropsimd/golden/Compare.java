// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.golden;

import io.github.rmspropsimd.Backend;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares the library's presets with the frameworks on random cases, bit for bit after every step. The arguments name
 * the frameworks; none means all. Case number i is drawn with the seed {@code golden.seed} + i, so that one case can be
 * had alone. Exit code 1 if one bit differs, 2 if a name is unknown.
 */
final class Compare {

    private static final int SHOWN = 5;

    private Compare() {}

    public static void main(String[] names) throws IOException, InterruptedException {
        Frameworks.run(
                Compare.class,
                names,
                name -> compare(name, Long.getLong("golden.seed"), Integer.getInteger("golden.cases")));
    }

    private static boolean compare(String name, long firstSeed, int cases) {
        Framework framework = Frameworks.named(name);
        Set<Backend> backends = new TreeSet<>();
        long elementSteps = 0;
        long differing = 0;
        int differingRuns = 0;
        for (long seed = firstSeed; seed < firstSeed + cases; seed++) {
            RandomRun run = RandomRun.of(name, framework, seed);
            List<String> theirs = rows(run, framework.run(run.rule(), run.p0(), run.grads()));
            elementSteps += theirs.size();
            for (Backend backend : Library.backends(name, run.rule())) {
                backends.add(backend);
                List<String> ours = rows(run, Library.run(name, backend, run.rule(), run.p0(), run.grads()));
                List<String> differences = Differences.between(theirs, ours);
                differing += differences.size();
                if (!differences.isEmpty() && differingRuns++ < SHOWN) {
                    System.out.println(name + ", then the library on " + backend + ", in " + run.rule());
                    differences.stream().limit(SHOWN).forEach(difference -> System.out.println("  " + difference));
                }
            }
        }
        System.out.printf(
                "%s: %d cases from seed %d, %d element-steps on each of %s, %d differences%n",
                name, cases, firstSeed, elementSteps, backends, differing);
        return differing == 0;
    }

    /** Without those of step 0, before the first update, where MXNet has no state yet. */
    private static List<String> rows(RandomRun run, List<Step> steps) {
        List<String> rows = Vectors.rows(run.rule(), steps);
        return rows.subList(run.p0().length, rows.size());
    }
}
