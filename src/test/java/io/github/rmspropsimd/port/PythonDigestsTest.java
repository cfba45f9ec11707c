// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Python script, which has nothing but the conformance document, computes the expected digests. */
class PythonDigestsTest {

    /** Two presets, which take a second. */
    @Test
    void theDigestsFollowFromTheDocument(@TempDir Path folder) throws IOException {
        PortProcess.assume("python3", "--version");
        Path output = folder.resolve("output.txt");
        List<String> version = List.of("python3", "-c", "import math; math.nextafter(1, 2)");
        Assumptions.assumeTrue(PortProcess.run(version, null, output) == 0, "python3 is older than 3.9");

        String script = PortProcess.FOLDER.resolve("python/digests.py").toString();
        int exit = PortProcess.run(List.of("python3", script, "nd4j", "mxnet"), null, output);
        String printed = Files.readString(output);
        assertEquals(0, exit, printed);
        assertEquals(2, printed.lines().filter(line -> line.endsWith(" equal")).count(), printed);
    }
}
