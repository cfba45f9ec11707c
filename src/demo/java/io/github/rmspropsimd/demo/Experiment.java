// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.demo;

import java.io.IOException;

/** One experiment: prints its numbers and draws its figure. Each is a file of its own, in the order of the text. */
enum Experiment {
    WEIGHTS("weights", "how much each past gradient weighs in the leaky average") {
        @Override
        Figure run(Lab lab) {
            return Weights.run(lab);
        }
    },
    TRACE("trace", "20 steps down a long valley") {
        @Override
        Figure run(Lab lab) {
            return Trace.run(lab);
        }
    },
    SCRATCH("scratch", "linear regression, the formula written out") {
        @Override
        Figure run(Lab lab) throws IOException {
            return Scratch.run(lab);
        }
    },
    CONCISE("concise", "the same by the library, in a few lines") {
        @Override
        Figure run(Lab lab) throws IOException {
            return Concise.run(lab);
        }
    },
    CLICKS("clicks", "logistic regression with 10,000 weights, SCALAR against SIMD") {
        @Override
        Figure run(Lab lab) {
            return Clicks.run(lab);
        }
    },
    SPEED("speed", "nanoseconds per element of both backends on this machine") {
        @Override
        Figure run(Lab lab) {
            return Speed.run(lab);
        }
    };

    private final String id;
    private final String summary;

    Experiment(String id, String summary) {
        this.id = id;
        this.summary = summary;
    }

    /** Whether it trains on the airfoil data. */
    boolean usesData() {
        return this == SCRATCH || this == CONCISE;
    }

    String summary() {
        return summary;
    }

    abstract Figure run(Lab lab) throws IOException;

    @Override
    public String toString() {
        return id;
    }
}
