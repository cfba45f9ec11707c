// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the main job prints and writes, and how it ends. */
class MainTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void allExperimentsRunAndSayFirstThatTheirDataAreGenerated() throws IOException {
        assertEquals(0, run("--cache", folder.toString()), err.toString());

        assertTrue(out.toString().startsWith("Data: GENERATED"), out.toString());
        printed("backend: Running SIMD with ");
        printed("from scratch and by RmsProp.d2l(): the same bits");
        Matcher losses = Pattern.compile("final loss (\\S+) by the library, (\\S+) from scratch")
                .matcher(out.toString());
        assertTrue(losses.find(), out.toString());
        printed(losses.group(2) + "  from scratch: ");
        printed(losses.group(1) + "  PyTorch's rounding: ");
        printed("1,000,000 ");
        String page = Files.readString(output().resolve("index.html"));
        for (Experiment experiment : Experiment.values()) {
            assertTrue(page.contains("<img src=\"" + experiment + ".png\""), page);
            BufferedImage picture =
                    ImageIO.read(output().resolve(experiment + ".png").toFile());
            assertNotNull(picture, experiment + ".png is no picture");
            assertEquals(800, picture.getWidth());
        }
    }

    @Test
    void regressionsRunOnRealData() {
        Path file = RealData.file();
        assertEquals(0, run("scratch", "concise", "--data", file.toString(), "--seed", "3"), err.toString());
        assertTrue(out.toString().startsWith("Data: " + file), out.toString());
        printed("(least-squares optimum 0.2417)");
        printed("from scratch and by RmsProp.d2l(): the same bits");
    }

    @Test
    void experimentsRunAloneByName() {
        assertEquals(0, run("trace", "weights"), err.toString());
        printed("RMSProp in double                 -0.010599      1.0e-14");
        assertFalse(out.toString().contains("Data:"), out.toString());
        assertTrue(Files.exists(output().resolve("trace.png")));
        assertFalse(Files.exists(output().resolve("speed.png")));
    }

    @Test
    void helpIsPrinted() {
        assertEquals(0, run("--help"));
        printed("--download");
        for (Experiment experiment : Experiment.values()) {
            printed(experiment.toString());
        }
    }

    @Test
    void badInputIsOneLineAndAnExitCode() throws IOException {
        Path missing = folder.resolve("missing.dat");
        refused(1, missing + ": does not exist", "scratch", "--data", missing.toString());
        refused(1, folder + " cannot be read", "scratch", "--data", folder.toString());
        Path truncated = Files.writeString(folder.resolve("truncated.dat"), "1\t2\t3\t4\t5\t6\n");
        refused(1, truncated + " has 1 rows, but must have 1503", "scratch", "--data", truncated.toString());
        Files.writeString(AirfoilFile.in(folder), "damaged");
        refused(1, AirfoilFile.in(folder) + " is not the airfoil file", "scratch", "--cache", folder.toString());
        refused(1, "output folder " + truncated + " cannot be made", "weights", "--out", truncated.toString());
        Files.createDirectories(output().resolve("weights.png"));
        refused(1, output().resolve("weights.png") + " cannot be written", "weights");
        refused(2, "no experiment 'wieghts'; there are [weights, trace, ", "wieghts");
        refused(2, "Unknown option: '--dta'", "--dta");
        refused(2, "Invalid value for option '--seed'", "--seed", "x");
    }

    private void refused(int exit, String message, String... arguments) {
        err.getBuffer().setLength(0);
        assertEquals(exit, run(arguments));
        assertTrue(err.toString().startsWith(message), err.toString());
        assertEquals(1, err.toString().lines().count(), err.toString());
    }

    private int run(String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "--out";
        all[1] = output().toString();
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        boolean outGiven = List.of(arguments).contains("--out");
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(outGiven ? arguments : all);
    }

    private Path output() {
        return folder.resolve("out");
    }

    private void printed(String text) {
        assertTrue(out.toString().replace("\r", "").contains(text), out.toString());
    }
}
