// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each wrong port of the list in {@code src/port/mutants/ports.txt} fails, and the checker prints the right cause. */
class BrokenPortsTest {

    @TempDir
    private Path folder;

    static Stream<Mutant> ports() throws IOException {
        Set<String> listed = Mutant.listed(PortProcess.FOLDER).stream()
                .map(Mutant::description)
                .collect(Collectors.toSet());
        return Mutant.all(PortProcess.FOLDER).stream().filter(mutant -> listed.contains(mutant.toString()));
    }

    @ParameterizedTest
    @MethodSource("ports")
    void itFailsForTheRightCause(Mutant port) throws IOException, InterruptedException {
        PortProcess.assume("cc", "--version");
        MutantRun run = MutantRun.of(port, folder);
        boolean equivalent = Mutant.equivalent(PortProcess.FOLDER).containsKey(port.toString());
        MutantRun.Outcome expected = equivalent ? MutantRun.Outcome.PASSES : MutantRun.Outcome.RIGHT_CAUSE;
        assertEquals(expected, run.outcome(), () -> String.join("\n", run.report()));
    }

    /** The tool makes some hundreds, of all kinds. */
    @Test
    void thereAreManyMutants() throws IOException {
        List<Mutant> all = Mutant.all(PortProcess.FOLDER);
        assertTrue(all.size() >= 400, all.size() + " mutants");
        List<String> names = all.stream().map(Mutant::toString).toList();
        for (String known : Mutant.equivalent(PortProcess.FOLDER).keySet()) {
            assertTrue(names.contains(known), "no mutant is called: " + known);
        }
    }
}
