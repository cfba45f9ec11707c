// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the checker's command line takes, and what it prints besides a verdict for people. */
class CheckCommandTest extends CheckRuns {

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private JsonObject json() {
        return JsonParser.parseString(out.toString()).getAsJsonObject();
    }

    /** The first value of the second step's square average is the next float. */
    private static String wrong(String text) {
        int at = text.indexOf("step 2\nsquareAverage ") + "step 2\nsquareAverage ".length();
        int bits = HexFormat.fromHexDigits(text, at, at + 8) + 1;
        return text.substring(0, at) + HexFormat.of().toHexDigits(bits) + text.substring(at + 8);
    }

    @Test
    void helpFitsOneScreenAndHasExamplesAndExitCodes() {
        assertEquals(0, run("--help"));
        assertTrue(out.toString().lines().count() <= 40, out.toString());
        assertTrue(out.toString().lines().allMatch(line -> line.length() <= 100), out.toString());
        printed("java -jar conformance.jar --cases d2l > cases.txt\n");
        for (int code = 0; code <= 3; code++) {
            printed("\n  " + code + "  ");
        }
        Vectors.GROUPS.forEach(this::printed);
        assertEquals(0, run("-h", "output.txt"));
        printed("Usage: ");
        assertEquals(0, run("--version"));
        printed(", format version ");
    }

    /** None of these may look like a port that fails. */
    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
            "", no output is named
            --json, no output is named
            --levle ulp output.txt, there is no option '--levle'
            chek output.txt, chek: does not exist
            output.txt --level, the level '' must be bits or ulp
            output.txt --level=ulps, the level 'ulps' must be bits or ulp
            output.txt --json --badge, exclude each other
            --cases keras2, there is no group 'keras2'
            --cases --level ulp, --level needs an output to check
            --document keras, 'keras' has no meaning here
            - -, '-' is named twice
            """)
    void whatIsMistypedEndsAsSuch(String arguments, String message) {
        assertEquals(2, run(arguments.isEmpty() ? new String[0] : arguments.split(" ")), err.toString());
        told(message);
        told("No verdict: try --help.");
        assertFalse(out.toString().contains("PASS") || out.toString().contains("FAIL"), out.toString());
    }

    @Test
    void readsStandardInput() throws IOException {
        assertEquals(0, run(stream(right("nd4j")), "-"));
        printed("PASS at level bits: nd4j\n");
        assertEquals(1, run(stream(wrong(right("nd4j"))), "-"));
        printed("FAIL at level bits: nd4j\n");
        assertEquals(3, run(stream("x\n"), "-"));
        told("standard input, line 1: must be ");
    }

    /** The JVM would end with the exit code of a port that fails. */
    @Test
    void aBugOfTheCheckerIsNoVerdictOnThePort() {
        assertEquals(3, run((InputStream) null, "-"));
        told("No verdict: the checker has a bug, or too little memory.");
        assertEquals("", out.toString());
    }

    @Test
    void printsTheCasesAndTheDocument() throws IOException {
        assertEquals(0, run("--cases", "nd4j", "d2l"));
        assertEquals(Vectors.casesText("nd4j") + Vectors.casesText("d2l"), out.toString());
        assertEquals(0, run("--cases"));
        Vectors.GROUPS.forEach(group -> printed("\ncase " + group + "/"));
        assertEquals(0, run("--document"));
        assertEquals(Files.readString(PortProcess.FOLDER.resolve("CONFORMANCE.md")), out.toString());
    }

    @Test
    void jsonHasTheVerdictOfEachFileAndGroup() throws IOException {
        String good =
                Files.writeString(folder.resolve("good.txt"), right("nd4j")).toString();
        String bad = Files.writeString(folder.resolve("bad.txt"), wrong(right("d2l")))
                .toString();
        assertEquals(1, run("--json", good, bad));
        JsonObject verdict = json();
        assertFalse(verdict.get("pass").getAsBoolean());
        assertEquals("bits", verdict.get("demandedLevel").getAsString());
        JsonArray files = verdict.getAsJsonArray("files");
        assertEquals(good, files.get(0).getAsJsonObject().get("file").getAsString());
        assertTrue(files.get(0).getAsJsonObject().get("pass").getAsBoolean());
        assertFalse(files.get(1).getAsJsonObject().get("pass").getAsBoolean());
        assertEquals("[\"d2l\"]", files.get(1).getAsJsonObject().get("groups").toString());
        JsonObject d2l = verdict.getAsJsonArray("groups").get(0).getAsJsonObject();
        assertEquals("d2l", d2l.get("group").getAsString());
        assertEquals("ulp", d2l.get("level").getAsString());
        JsonObject first = d2l.getAsJsonObject("firstDifference");
        assertEquals("d2l/plain", first.get("case").getAsString());
        assertEquals(2, first.get("step").getAsInt());
        assertEquals("squareAverage", first.get("row").getAsString());
        assertEquals(0, first.get("index").getAsInt());
        assertTrue(d2l.has("causes") && d2l.has("largestError"), d2l.toString());
        JsonObject nd4j = verdict.getAsJsonArray("groups").get(1).getAsJsonObject();
        assertTrue(nd4j.get("pass").getAsBoolean() && !nd4j.has("firstDifference"), nd4j.toString());

        assertEquals(0, run("--json", "--level", "ulp", good, bad));
        assertTrue(json().get("pass").getAsBoolean());
    }

    @Test
    void jsonSaysWhyThereIsNoVerdict() {
        assertEquals(3, run(stream("\"\t\n"), "--json", "-"));
        assertFalse(json().get("pass").getAsBoolean());
        assertTrue(json().get("error").getAsString().startsWith("standard input, line 1: must be "));
    }

    /** The fields that shields.io demands. */
    @ParameterizedTest
    @CsvSource({
        "true, bits, 0, brightgreen, 'bits: d2l'",
        "false, ulp, 0, green, 'ulp: d2l'",
        "false, bits, 1, red, fails d2l"
    })
    void aBadgeHasTheVerdict(boolean right, String level, int exit, String colour, String message) throws IOException {
        String text = right ? right("d2l") : wrong(right("d2l"));
        assertEquals(exit, run(stream(text), "-", "--badge", "--level", level));
        JsonObject badge = json();
        assertEquals(1, badge.get("schemaVersion").getAsInt());
        assertEquals("rmsprop-simd conformance", badge.get("label").getAsString());
        assertEquals(message, badge.get("message").getAsString());
        assertEquals(colour, badge.get("color").getAsString());
        assertEquals(4, badge.size());
        assertEquals(3, run(stream(""), "-", "--badge"));
        assertEquals("no verdict", json().get("message").getAsString());
    }
}
