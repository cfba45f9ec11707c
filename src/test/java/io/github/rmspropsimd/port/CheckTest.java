// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The checker's verdicts. */
class CheckTest extends CheckRuns {

    @Test
    void rightResultsPassAtLevelBits() throws IOException {
        assertEquals(0, check(right("d2l")));
        printed("d2l: level bits, all ");
        printed(
                "Not in the output, so not claimed: d2l-switches, pytorch, tensorflow, keras, optax, nd4j, mxnet, rows");
        printed("PASS at level bits: d2l\n");
    }

    @Test
    void allGroupsPassFromSeveralFiles() throws IOException {
        List<String> arguments = new ArrayList<>();
        for (String group : Vectors.GROUPS) {
            arguments.add(FOLDER.resolve(Vectors.resultsFile(group)).toString());
        }
        assertEquals(0, run(arguments.toArray(String[]::new)), err.toString());
        printed("PASS at level bits: d2l, d2l-switches, pytorch, tensorflow, keras, optax, nd4j, mxnet, rows\n");
        assertFalse(out.toString().contains("not claimed"), out.toString());
    }

    /** A port can have the switches right, and what all cases of the plain rule are for wrong. */
    @Test
    void theSwitchesCountOnlyTogetherWithThePlainRule() throws IOException {
        String switches = right("d2l-switches");
        assertEquals(1, check(switches));
        printed("d2l-switches: level bits, all ");
        printed("d2l-switches counts only together with d2l, of which no case is in the output\n");
        printed("FAIL at level bits: d2l-switches\n");
        assertEquals(1, check(switches + right("keras"), "--level", "ulp"));
        printed("FAIL at level ulp: d2l-switches\n");
        assertEquals(0, check(switches + right("d2l")));
        printed("PASS at level bits: d2l, d2l-switches\n");
        assertFalse(out.toString().contains("counts only"), out.toString());
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
        printed("expected 00000000 (0.0), is 80000000 (-0.0), the other sign");
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

    /** The page's example is shortened at some places. */
    @Test
    void thePageShowsWhatIsPrinted() throws IOException {
        check(mistaken("d2l", "fused multiply-add where there is none: s = fma(decay, s, "));
        List<String> example = Files.readString(
                        Path.of(System.getProperty("basedir", "."), "src/site/markdown/porting.md"))
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
}
