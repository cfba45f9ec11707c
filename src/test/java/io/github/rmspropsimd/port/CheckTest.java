// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checker's verdicts; and that it gives none on what it has not read whole. */
class CheckTest {

    private static final Path FOLDER = Path.of(System.getProperty("basedir", "."), "src", "port", "vectors");

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void rightResultsPassAtLevelBits() throws IOException {
        assertEquals(0, check(right("d2l")));
        printed("d2l: level bits, all ");
        printed("Not in the output, so not claimed: d2l-switches, pytorch, tensorflow, keras, optax, nd4j, mxnet");
        printed("PASS at level bits: d2l\n");
    }

    @Test
    void allGroupsPassFromSeveralFiles() throws IOException {
        List<String> arguments = new ArrayList<>(List.of("check"));
        for (String group : Vectors.GROUPS) {
            arguments.add(FOLDER.resolve(Vectors.resultsFile(group)).toString());
        }
        assertEquals(0, run(arguments.toArray(String[]::new)), err.toString());
        printed("PASS at level bits: d2l, d2l-switches, pytorch, tensorflow, keras, optax, nd4j, mxnet\n");
        assertFalse(out.toString().contains("not claimed"), out.toString());
    }

    @Test
    void anyNaNIsAsGoodAsAnother() throws IOException {
        String text = right("keras");
        assertTrue(text.contains("7fc00000"));
        assertEquals(0, check(text.replace("7fc00000", "ffc12345")), out.toString());
    }

    @Test
    void casesMayComeInAnotherOrder() throws IOException {
        List<String> blocks = new ArrayList<>(blocks(right("nd4j")));
        Collections.reverse(blocks);
        assertEquals(0, check(String.join("", blocks)), out.toString());
    }

    @Test
    void oneOtherBitFailsAndIsNamed() throws IOException {
        String first = "step 2\nsquareAverage ";
        String text = right("d2l");
        int at = text.indexOf(first) + first.length() + 9;
        String value = text.substring(at, at + 8);
        String other = String.format("%08x", Integer.parseUnsignedInt(value, 16) + 1);
        assertEquals(1, check(text.substring(0, at) + other + text.substring(at + 8)));
        printed("first difference: d2l/plain, step 2, squareAverage[1]: expected " + value);
        printed(", is " + other);
        printed(", 1 ulp");
        printed("computed by s = decay * s + oneMinusDecay * (g * g)");
        printed("likeliest cause: none of the known mistakes explains these values");
        printed("FAIL at level bits: d2l\n");
        assertEquals(1, check(text.substring(0, at) + "ff800000" + text.substring(at + 8)));
        printed("d2l: WRONG, 1 of ");
        printed("not within level ulp: d2l/plain, step 2, squareAverage[1]");
    }

    @Test
    void aSignOfZeroIsABit() throws IOException {
        String text = right("d2l");
        assertTrue(text.contains(" 00000000"));
        assertEquals(1, check(text.replaceFirst(" 00000000", " 80000000")));
        printed("first difference: ");
        assertFalse(out.toString().contains("largest error"), out.toString());
    }

    @Test
    void aMissingCaseFails() throws IOException {
        String text = right("keras");
        String block = blocks(text).get(3);
        assertEquals(1, check(text.replace(block, "")));
        printed("keras: INCOMPLETE, 1 of ");
        printed(block.lines().skip(1).findFirst().orElseThrow().replace("case keras/", "are missing: "));
        printed("FAIL at level bits: keras\n");
    }

    /** What contracts, or flushes, passes at the level that is for it, and is told what it does. */
    @Test
    void fusedAndFlushedResultsPassAtLevelUlpAlone() throws IOException {
        String fused = mistaken("d2l", "fused multiply-add where there is none: s = fma(decay, s, ");
        assertEquals(1, check(fused));
        printed("d2l: level ulp, ");
        printed("likeliest cause: fused multiply-add");
        assertEquals(0, check(fused, "--level", "ulp"));
        printed("largest error of one step: d2l/");
        printed("PASS at level ulp: d2l\n");

        String flushed = mistaken("d2l", "subnormal operands and results flushed");
        assertEquals(0, check(flushed, "--level", "ulp"), out.toString());
        printed("subnormal numbers taken for 0: ");
        printed("likeliest cause: subnormal operands and results flushed to 0\n");
    }

    /** The README's example is shortened at some places. */
    @Test
    void theReadmeShowsWhatIsPrinted() throws IOException {
        check(mistaken("d2l", "fused multiply-add where there is none: s = fma(decay, s, "));
        List<String> example = Files.readString(Path.of(System.getProperty("basedir", "."), "README.md"))
                .lines()
                .dropWhile(line -> !line.startsWith("    d2l: level ulp"))
                .takeWhile(line -> !line.startsWith("    FAIL"))
                .toList();
        assertEquals(6, example.size());
        for (String line : example) {
            for (String part : line.substring(4).split("…", -1)) {
                printed(part);
            }
        }
    }

    @Test
    void anotherFormulaPassesAtNoLevel() throws IOException {
        for (String mistake : List.of(
                "epsilon on the other side",
                "the whole buffers, not the slice",
                "squareAverage is not carried over to the next step, nor outside",
                "gradient scale has no effect",
                "the square average starts at 0")) {
            assertEquals(1, check(mistaken("d2l", mistake), "--level", "ulp"), mistake);
            printed("d2l: WRONG, ");
            printed("likeliest cause: " + mistake);
            printed("with it the formulas give the port's bits in all cases");
        }
    }

    @Test
    void twoMistakesAtOnceAreNamed() throws IOException {
        Formulas formulas = Formulas.of(Vectors.document());
        List<PortCase> cases = Vectors.cases("nd4j");
        Mistake both = mistake("nd4j", "epsilon on the other").and(mistake("nd4j", "gradient scale has no effect"));
        Model model = new Model(formulas, both.recipe());
        assertEquals(1, check(text(cases, model)));
        printed("likeliest cause: epsilon on the other side of the root; and gradient scale has no effect\n");
    }

    @Test
    void aMistakeThatExplainsAllButAFewValuesIsNamedSo() throws IOException {
        String text = mistaken("d2l", "epsilon on the other side");
        String last = blocks(text).get(5);
        assertEquals(1, check(text.replace(last, last.replaceFirst("params \\w{8}", "params 3f123456"))));
        printed("likeliest cause: epsilon on the other side of the root\n");
        printed("with it the formulas give the port's bits but for 1 values");
    }

    @Test
    void whatIsNotInTheFormatIsRefusedByItsLine() throws IOException {
        String text = right("d2l");
        int lines = (int) text.lines().count();
        String firstRow = text.lines().skip(3).findFirst().orElseThrow();
        refused("line 1: the output is empty", whole -> "");
        refused("line 1: must be 'rmsprop-output 1', is ''", whole -> "\n");
        refused("line 1: has a carriage return", whole -> whole.replace("\n", "\r\n"));
        refused("line 3: has a carriage return", whole -> whole.replaceFirst("step 1\n", "step 1\r\n"));
        refused("line 1: has a carriage return", whole -> whole.replace("\n", "\r"));
        refused("line 1: begins with a byte order mark", whole -> "\u00ef\u00bb\u00bf" + whole);
        refused("line 1: begins with a byte order mark", whole -> "\u00ff\u00fe" + whole.replace("", "\0"));
        refused("line 1: the version '2' must be 1", whole -> whole.replaceFirst("output 1", "output 2"));
        refused(
                "line 1: must be 'rmsprop-output 1', is 'rmsprop-case 1'",
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
        refused("line 6: must be 'step 2', is ''", whole -> whole.replaceFirst("step 2", "\nstep 2"));
        refused("line 12: must be 'end', is 'step 4'", whole -> whole.replaceFirst("end\n", "step 4\nend\n"));
        refused("line " + (lines + 1) + ": must be 'rmsprop-output 1', is 'end'", whole -> whole + "end\n");
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
        Map<String, PortCase> cases = Vectors.cases("nd4j").stream().collect(Collectors.toMap(PortCase::name, c -> c));
        int refused = 0;
        for (int length = 0; length < block.length(); length++) {
            try {
                OutputReader.read("cut off", block.substring(0, length), cases);
            } catch (MalformedOutputException e) {
                refused++;
            }
        }
        assertEquals(block.length(), refused);
    }

    @Test
    void aCaseInTwoFilesAndAFileThatIsNotThereAreRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("output.txt"), right("d2l"));
        assertEquals(2, run("check", file.toString(), file.toString()));
        told("the case 'd2l/plain' is in two of the files");
        assertEquals(2, run("check", folder.resolve("missing.txt").toString()));
        told(folder.resolve("missing.txt") + ": does not exist");
        assertEquals(2, run("check", folder.toString()));
        told("the output cannot be read: ");
        byte[] tooMany = new byte[10_000_001];
        assertEquals(
                2, run("check", Files.write(folder.resolve("big.txt"), tooMany).toString()));
        told("big.txt has more than 10000000 bytes");
        assertEquals(2, run("check"));
        assertEquals(2, run("check", file.toString(), "--level", "none"));
        assertEquals(2, run("chek", file.toString()));
        assertFalse(out.toString().contains("PASS"), out.toString());
    }

    private void refused(String message, UnaryOperator<String> damage) throws IOException {
        err.getBuffer().setLength(0);
        out.getBuffer().setLength(0);
        String text = right("d2l");
        String damaged = damage.apply(text);
        assertFalse(damaged.equals(text), "not damaged: " + message);
        assertEquals(2, check(damaged), out.toString());
        told(folder.resolve("output.txt") + ", " + message);
        told("No verdict: the output was not read whole.");
        assertEquals("", out.toString());
    }

    private static String right(String group) throws IOException {
        return Files.readString(FOLDER.resolve(Vectors.resultsFile(group)));
    }

    private static Mistake mistake(String group, String name) {
        List<Mistake> mistakes = new Mistakes(Vectors.cases(group), Formulas.of(Vectors.document()))
                .single().stream()
                        .filter(mistake -> mistake.name().startsWith(name))
                        .toList();
        assertEquals(1, mistakes.size(), name + ": " + mistakes);
        return mistakes.get(0);
    }

    private static String mistaken(String group, String name) {
        Model model =
                new Model(Formulas.of(Vectors.document()), mistake(group, name).recipe());
        return text(Vectors.cases(group), model);
    }

    private static String text(List<PortCase> cases, Model model) {
        return cases.stream().map(c -> CaseText.ofResults(c, model.run(c))).collect(Collectors.joining());
    }

    private static List<String> blocks(String text) {
        return List.of(text.split("(?<=\nend\n)", -1)).stream()
                .filter(block -> !block.isEmpty())
                .toList();
    }

    private int check(String text, String... options) throws IOException {
        Path file = folder.resolve("output.txt");
        Files.writeString(file, text, StandardCharsets.ISO_8859_1);
        List<String> arguments = new ArrayList<>(List.of("check", file.toString()));
        arguments.addAll(List.of(options));
        out.getBuffer().setLength(0);
        return run(arguments.toArray(String[]::new));
    }

    private int run(String... arguments) {
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private void printed(String text) {
        assertTrue(out.toString().replace("\r", "").contains(text), "no '" + text + "' in\n" + out);
    }

    private void told(String text) {
        assertTrue(err.toString().contains(text), "no '" + text + "' in\n" + err);
    }
}
