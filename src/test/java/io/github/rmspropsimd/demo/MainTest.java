// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the main job prints and how it ends. */
class MainTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void itTrainsOnRealDataAndMeasures() {
        Path file = RealData.file();
        assertEquals(0, run("--data", file.toString(), "--seed", "3"), err.toString());
        printed("Data: " + file + "\nBackend: SIMD serves with ");
        printed("(least-squares optimum: 0.2417)");
        printed("From scratch and by the library: the same bits");
        printed("1,000,000 ");
    }

    @Test
    void withoutDataItSaysFirstThatItGeneratesThem() {
        assertEquals(0, run("--cache", folder.toString()), err.toString());
        assertTrue(out.toString().startsWith("Data: GENERATED"), out.toString());
        printed("From scratch and by the library: the same bits");
    }

    @Test
    void helpIsPrinted() {
        assertEquals(0, run("--help"));
        printed("--download");
    }

    @Test
    void badInputIsOneLineAndAnExitCode() throws IOException {
        Path missing = folder.resolve("missing.dat");
        refused(1, missing + ": does not exist", "--data", missing.toString());
        refused(1, folder + " cannot be read", "--data", folder.toString());
        Path truncated = Files.writeString(folder.resolve("truncated.dat"), "1\t2\t3\t4\t5\t6\n");
        refused(1, truncated + " has 1 rows, but must have 1503", "--data", truncated.toString());
        Files.writeString(AirfoilFile.in(folder), "damaged");
        refused(1, AirfoilFile.in(folder) + " is not the airfoil file", "--cache", folder.toString());
        refused(2, "Unknown option: '--dta'", "--dta");
        refused(2, "Invalid value for option '--seed'", "--seed", "x");
    }

    private void refused(int exit, String message, String... arguments) {
        err.getBuffer().setLength(0);
        assertEquals(exit, run(arguments));
        assertTrue(err.toString().startsWith(message), err.toString());
        assertTrue(exit == 2 || err.toString().lines().count() == 1, err.toString());
        assertTrue(!err.toString().contains("\tat "), err.toString());
    }

    private int run(String... arguments) {
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    private void printed(String text) {
        assertTrue(out.toString().replace("\r", "").contains(text), out.toString());
    }
}
