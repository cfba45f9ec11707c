// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;

/** What an experiment is given: a seed, the airfoil data, and somewhere to print. */
final class Lab {

    /** Where the airfoil data come from. */
    interface DataSource {
        DataSet load() throws IOException;
    }

    private final PrintWriter out;
    private final long seed;
    private final DataSource source;
    private DataSet airfoil;

    Lab(PrintWriter out, long seed, DataSource source) {
        this.out = out;
        this.seed = seed;
        this.source = source;
    }

    long seed() {
        return seed;
    }

    /** The data, loaded when first asked for. */
    DataSet airfoil() throws IOException {
        if (airfoil == null) {
            airfoil = source.load();
        }
        return airfoil;
    }

    @SuppressWarnings("AnnotateFormatMethod") // its annotation would be one more dependency
    void print(String format, Object... arguments) {
        out.printf(Locale.ROOT, format + "%n", arguments);
        out.flush();
    }
}
