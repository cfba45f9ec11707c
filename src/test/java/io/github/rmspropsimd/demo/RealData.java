// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.demo;

import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The airfoil file that the build names in the system property {@code airfoil.data}; tests that need it are skipped without. */
final class RealData {

    private RealData() {}

    static Path file() {
        String name = System.getProperty("airfoil.data", "");
        Assumptions.assumeFalse(name.isBlank(), "no airfoil data: pass -Dairfoil.data=FILE to Maven");
        return Path.of(name);
    }
}
