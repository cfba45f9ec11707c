// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The checker gives no verdict on what it has not read whole. */
class CheckRefusalsTest extends CheckRuns {

    @Test
    void whatIsNotInTheFormatIsRefusedByItsLine() throws IOException {
        String text = right("d2l");
        int lines = (int) text.lines().count();
        String firstRow = text.lines().skip(3).findFirst().orElseThrow();
        refused("line 1: the output is empty", whole -> "");
        refused("line 1: must be 'rmsprop-output 2', is ''", whole -> "\n");
        refused("line 1: has a carriage return", whole -> whole.replace("\n", "\r\n"));
        refused("line 3: has a carriage return", whole -> whole.replaceFirst("step 1\n", "step 1\r\n"));
        refused("line 1: has a carriage return", whole -> whole.replace("\n", "\r"));
        refused("line 1: begins with a byte order mark", whole -> "\u00ef\u00bb\u00bf" + whole);
        refused("line 1: begins with a byte order mark", whole -> "\u00ff\u00fe" + whole.replace("", "\0"));
        refused("line 1: the version '3' must be 2", whole -> whole.replaceFirst("output 2", "output 3"));
        refused("line 13: the version '2' must be 1", whole -> whole.replaceFirst("output 2", "output 1"));
        refused(
                "line 1: must be 'rmsprop-output 2', is 'rmsprop-case 2'",
                whole -> whole.replaceFirst("output", "case"));
        refused("line 2: there is no case 'd2l/plane'", whole -> whole.replaceFirst("d2l/plain", "d2l/plane"));
        refused("line 2: must be 'case NAME', is 'step 1'", whole -> whole.replaceFirst("case .*\n", ""));
        refused("line 3: must be 'step 1', is 'step 2'", whole -> whole.replaceFirst("step 1", "step 2"));
        refused("line 3: must be 'step 1', is ' step 1'", whole -> whole.replaceFirst("step 1", " step 1"));
        refused("line 4: value 0, '", whole -> whole.replaceFirst("squareAverage \\w{8}", "squareAverage 3F123ABC"));
        refused(
                "line 4: value 0, '3f12345', must be 8",
                whole -> whole.replaceFirst("squareAverage \\w{8}", "squareAverage 3f12345"));
        refused(
                "line 4: value 0, '0x3f123456', must",
                whole -> whole.replaceFirst("squareAverage \\w{8}", "squareAverage 0x3f123456"));
        refused("line 4: value 0, '', must be 8", whole -> whole.replaceFirst("squareAverage ", "squareAverage  "));
        refused(
                "line 4: squareAverage has 4 values, must have 5",
                whole -> whole.replaceFirst(" \\w{8}\nparams", "\nparams"));
        refused(
                "line 4: squareAverage has 6 values, must have 5",
                whole -> whole.replaceFirst("\nparams", " 3f800000\nparams"));
        refused(
                "line 4: squareAverage has 6 values, must have 5",
                whole -> whole.replaceFirst("\nparams", " \nparams"));
        refused(
                "line 4: must be squareAverage and 5 values, is 'params ",
                whole -> whole.replaceFirst("squareAverage.*\n", ""));
        refused(
                "line 5: must be params and 5 values, is 'squareAverage ",
                whole -> whole.replace(firstRow, firstRow + "\n" + firstRow));
        refused(
                "line 6: must be 'step 2', is '', in case d2l/plain, step 2",
                whole -> whole.replaceFirst("step 2", "\nstep 2"));
        refused("line 12: must be 'end', is 'step 4'", whole -> whole.replaceFirst("end\n", "step 4\nend\n"));
        refused("line " + (lines + 1) + ": must be 'rmsprop-output 2', is 'end'", whole -> whole + "end\n");
        refused("line " + lines + ": 'end' does not end in LF", whole -> whole.substring(0, whole.length() - 1));
        refused(
                "line " + lines + ": the output ends where 'end' must stand",
                whole -> whole.substring(0, whole.length() - 4));
        refused(
                "line " + (lines + 2) + ": the case 'd2l/plain' is there a second time",
                whole -> whole + blocks(whole).get(0));
        refused("line 3: must be 'step 1', is 'step 1 \\xfc'", whole -> whole.replaceFirst("step 1", "step 1 \u00fc"));
    }

    /** Wherever an output is cut off, it is not read as if it were whole. */
    @Test
    void noOutputThatIsCutOffPasses() throws IOException {
        String text = right("nd4j");
        String block = blocks(text).get(0);
        int refused = 0;
        for (int length = 0; length < block.length(); length++) {
            try {
                OutputReader.read("cut off", block.substring(0, length));
            } catch (MalformedOutputException e) {
                refused++;
            }
        }
        assertEquals(block.length(), refused);
    }

    @Test
    void aCaseInTwoFilesAndAFileThatIsNotThereAreRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("output.txt"), right("d2l"));
        Path copy = Files.copy(file, folder.resolve("copy.txt"));
        assertEquals(3, run(file.toString(), copy.toString()));
        told("the case 'd2l/plain' is in two of the files, " + file + " and " + copy);
        assertEquals(2, run(folder.resolve("missing.txt").toString()));
        told(folder.resolve("missing.txt") + ": does not exist");
        assertEquals(2, run(folder.toString()));
        told(folder + ": is a folder, not a file");
        byte[] tooMany = new byte[10_000_001];
        assertEquals(2, run(Files.write(folder.resolve("big.txt"), tooMany).toString()));
        told(folder.resolve("big.txt")
                + ": has 10,000,001 bytes, more than the 10,000,000 bytes that the checker reads");
        assertEquals(2, run());
        assertEquals(2, run(file.toString(), "--level", "none"));
        assertFalse(out.toString().contains("PASS"), out.toString());
    }

    /** In a fresh JVM, which finds the damaged file before the right one. */
    @Test
    void againstDamagedVectorsThereIsNoVerdict() throws IOException, InterruptedException {
        String cases = Files.readString(FOLDER.resolve(Vectors.casesFile("d2l")));
        String manifest = Files.readString(FOLDER.resolve(Vectors.MANIFEST));
        damaged(Vectors.casesFile("d2l"), cases.replaceFirst("3f", "3e"), "vectors/d2l.txt has the SHA-256 ");
        damaged(Vectors.resultsFile("d2l"), "", "vectors/d2l.expected.txt has the SHA-256 ");
        damaged(Vectors.MANIFEST, manifest.replace("  ", " "), "vectors/MANIFEST.sha256: '");
    }

    private void damaged(String file, String text, String message) throws IOException, InterruptedException {
        Path classes = folder.resolve("damaged-" + file);
        Path vectors = classes.resolve("io/github/rmspropsimd/port/vectors");
        Files.createDirectories(vectors);
        Files.writeString(vectors.resolve(file), text);
        Path output = FOLDER.resolve(Vectors.resultsFile("d2l"));
        Path printed = folder.resolve("printed.txt");
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        String classPath = classes + File.pathSeparator + System.getProperty("java.class.path");
        ProcessBuilder builder =
                new ProcessBuilder(java.toString(), "-cp", classPath, Check.class.getName(), output.toString());
        builder.environment().keySet().removeAll(List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS"));
        int exit = builder.redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start()
                .waitFor();
        List<String> lines = Files.readAllLines(printed);
        assertEquals(2, lines.size(), lines.toString());
        assertTrue(lines.get(0).startsWith(message), lines.toString());
        assertEquals("No verdict: the checker's own vectors are damaged.", lines.get(1));
        assertEquals(3, exit);
    }

    private void refused(String message, UnaryOperator<String> damage) throws IOException {
        String text = right("d2l");
        String damaged = damage.apply(text);
        assertFalse(damaged.equals(text), "not damaged: " + message);
        assertEquals(3, check(damaged), out.toString());
        told(folder.resolve("output.txt") + ", " + message);
        told("No verdict: the output was not read whole.");
        assertEquals("", out.toString());
    }
}
