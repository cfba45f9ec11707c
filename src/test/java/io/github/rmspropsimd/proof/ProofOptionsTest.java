// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Bad input is one line and exit code 2. */
class ProofOptionsTest {

    @ParameterizedTest
    @CsvSource({
        "soak, --seconds x, Invalid value for option '--seconds'",
        "soak, --seconds -1, '--minutes and --seconds must be from 0 to a week, are 0 and -1'",
        "soak, --minutes 2147483647, --minutes and --seconds must be from 0 to a week",
        "soak, --code-cache 3, '--code-cache must be from 4 to 2047 MB, is 3'",
        "soak, --jdk nowhere, '--jdk must be the home of a JDK, and there is no bin/java in nowhere'",
        "soak, --out src, '--out must be a file, and src is a folder'",
        "soak, --faster, Unknown option: '--faster'",
        "forks, --jvms 0, '--jvms must be from 1 to 100000, is 0'",
        "forks, --jvms, Missing required parameter for option '--jvms'",
        "forks, --jdk nowhere, '--jdk must be the home of a JDK, and there is no bin/java in nowhere'",
        "forks, --out src, '--out must be a file, and src is a folder'",
        "forks, ten, Unmatched argument at index 0: 'ten'"
    })
    void badInputIsOneLine(String command, String arguments, String start) {
        StringWriter err = new StringWriter();
        CommandLine commandLine = ProofCommand.of(command.equals("soak") ? new Soak() : new Forks());
        commandLine.setErr(new PrintWriter(err, true));
        assertEquals(2, commandLine.execute(arguments.split(" ", -1)), err.toString());
        assertTrue(err.toString().startsWith(start), err.toString());
        assertEquals(1, err.toString().lines().count(), err.toString());
    }

    @Test
    void aReportNamesItsCommandWithoutThePlaceOfAJdk() {
        assertEquals("mvn -q test-compile exec:exec@soak", Surroundings.command("soak", List.of()));
        assertEquals(
                "mvn -q test-compile exec:exec@soak -Dsoak=\"--jdk JDK_HOME --seconds 30\"",
                Surroundings.command("soak", List.of("--jdk", "/a/jdk", "--seconds", "30")));
        assertEquals(
                "mvn -q test-compile exec:exec@forks -Dforks=\"--jdk=JDK_HOME\"",
                Surroundings.command("forks", List.of("--jdk=/a/jdk")));
    }
}
