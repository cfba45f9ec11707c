// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.demo;

import java.io.IOException;

/** One experiment: prints its numbers and draws its figure. Each is a file of its own, in the order of the text. */
enum Experiment {
    WEIGHTS("weights", "how much each past gradient weighs in the leaky average", Weights::run),
    TRACE("trace", "20 steps down a long valley", Trace::run),
    SCRATCH("scratch", "linear regression, the formula written out", Scratch::run),
    CONCISE("concise", "the same by the library, as PyTorch has it", Concise::run),
    CLICKS("clicks", "online learning on rows of a table, against a dense step for each event", Clicks::run),
    SPEED("speed", "nanoseconds per element of both backends on this machine", Speed::run);

    private interface Run {
        Figure on(Lab lab) throws IOException;
    }

    private final String id;
    private final String summary;

    @SuppressWarnings("ImmutableEnumChecker") // a method reference without state
    private final Run run;

    Experiment(String id, String summary, Run run) {
        this.id = id;
        this.summary = summary;
        this.run = run;
    }

    /** Whether it trains on the airfoil data. */
    boolean usesData() {
        return this == SCRATCH || this == CONCISE;
    }

    String summary() {
        return summary;
    }

    Figure run(Lab lab) throws IOException {
        return run.on(lab);
    }

    @Override
    public String toString() {
        return id;
    }
}
