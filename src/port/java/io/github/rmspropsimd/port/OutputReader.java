// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads a port's output to its last byte. Each line is known beforehand but for its bits, so that whatever else stands
 * there is an error of that line: nothing is skipped, and nothing guessed.
 */
final class OutputReader {

    private static final String VERSION = CaseText.outputLine(0).replace("0", "");
    private static final String FIRST = CaseText.outputLine(CaseText.VERSION);
    private static final Pattern BITS = Pattern.compile("[0-9a-f]{8}");
    private static final Pattern UNPRINTABLE = Pattern.compile("[^ -~]");
    private static final int LONGEST_QUOTE = 40;

    /** Of UTF-8, and of UTF-16 in both byte orders, as the characters that these bytes are read as. */
    private static final List<String> BYTE_ORDER_MARKS = List.of("\u00ef\u00bb\u00bf", "\u00ff\u00fe", "\u00fe\u00ff");

    private final String file;
    private final List<String> lines;
    private int next;
    private String place = ""; // the case and the step that are being read

    private OutputReader(String file, List<String> lines) {
        this.file = file;
        this.lines = lines;
    }

    /**
     * An output.
     *
     * @param vectors those of its version
     * @param results what is shown after each step, by the names of the cases
     */
    record Output(VectorSet vectors, Map<String, List<Map<Buffer, float[]>>> results) {}

    /** Reads an output. Its first line has the version of all its blocks. */
    static Output read(String file, String text) throws MalformedOutputException {
        if (text.isEmpty()) {
            throw new MalformedOutputException(file, 1, "the output is empty; it must begin with " + quote(FIRST));
        }
        if (BYTE_ORDER_MARKS.stream().anyMatch(text::startsWith)) {
            throw new MalformedOutputException(
                    file, 1, "begins with a byte order mark, as PowerShell's > writes it; the output must be ASCII");
        }
        List<String> lines = List.of(text.split("\n", -1));
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains("\r")) {
                throw new MalformedOutputException(file, i + 1, "has a carriage return; lines must end in LF alone");
            }
        }
        int last = lines.size() - 1;
        if (!lines.get(last).isEmpty()) {
            throw new MalformedOutputException(
                    file, last + 1, quote(lines.get(last)) + " does not end in LF: the output is cut off");
        }
        return new OutputReader(file, lines.subList(0, last)).blocks();
    }

    /** The results of one case, which need not be one of the vectors. */
    static List<Map<Buffer, float[]>> readOf(String text, PortCase c) throws MalformedOutputException {
        OutputReader reader = new OutputReader(c.name(), text.lines().toList());
        reader.version(CaseText.VERSION);
        reader.name(Map.of(c.name(), c));
        return reader.steps(c);
    }

    private Output blocks() throws MalformedOutputException {
        VectorSet vectors = vectors();
        Map<String, PortCase> cases = vectors.byName();
        Map<String, List<Map<Buffer, float[]>>> results = new LinkedHashMap<>();
        while (next < lines.size()) {
            version(vectors.version());
            String name = name(cases);
            if (results.containsKey(name)) {
                throw error("the case '" + name + "' is there a second time");
            }
            results.put(name, steps(cases.get(name)));
        }
        return new Output(vectors, results);
    }

    /** Those of the version that the first line names. */
    private VectorSet vectors() throws MalformedOutputException {
        String line = lines.isEmpty() ? "" : lines.get(0);
        for (int version = 1; version < CaseText.VERSION; version++) {
            if (line.equals(CaseText.outputLine(version))) {
                return VectorSet.of(version);
            }
        }
        return VectorSet.of(CaseText.VERSION);
    }

    private void version(int version) throws MalformedOutputException {
        place = "";
        String expected = CaseText.outputLine(version);
        String line = take(expected);
        if (line.startsWith(VERSION) && !line.equals(expected)) {
            throw error("the version '" + line.substring(VERSION.length()) + "' must be " + version);
        }
        require(line, expected);
    }

    private String name(Map<String, PortCase> cases) throws MalformedOutputException {
        String line = take("case NAME");
        if (!line.startsWith("case ")) {
            throw error("must be 'case NAME', is " + quote(line));
        }
        String name = line.substring("case ".length());
        if (!cases.containsKey(name)) {
            throw error("there is no case " + quote(name));
        }
        return name;
    }

    private List<Map<Buffer, float[]>> steps(PortCase c) throws MalformedOutputException {
        List<Map<Buffer, float[]>> steps = new ArrayList<>();
        for (PortStep step : c.steps()) {
            String title = "step " + (steps.size() + 1);
            place = ", in case " + c.name() + ", " + title;
            require(take(title), title);
            Map<Buffer, float[]> rows = new EnumMap<>(Buffer.class);
            for (Buffer buffer : Buffer.shownBy(step.rule())) {
                rows.put(buffer, row(buffer, c.length(buffer)));
            }
            steps.add(rows);
        }
        require(take("end"), "end");
        return steps;
    }

    private float[] row(Buffer buffer, int length) throws MalformedOutputException {
        String expected = buffer.row + " and " + length + " values";
        String line = take(expected);
        String[] words = line.split(" ", -1);
        if (!words[0].equals(buffer.row)) {
            throw error("must be " + expected + ", is " + quote(line));
        }
        float[] values = new float[length];
        for (int i = 0; i < Math.min(length, words.length - 1); i++) {
            values[i] = value(words[i + 1], i);
        }
        if (words.length - 1 != length) {
            throw error(buffer.row + " has " + (words.length - 1) + " values, must have " + length);
        }
        return values;
    }

    private float value(String word, int index) throws MalformedOutputException {
        if (!BITS.matcher(word).matches()) {
            throw error("value " + index + ", " + quote(word)
                    + ", must be 8 lower-case hexadecimal digits, one space before it");
        }
        return Float.intBitsToFloat(HexFormat.fromHexDigits(word));
    }

    private String take(String expected) throws MalformedOutputException {
        next++;
        if (next > lines.size()) {
            throw error("the output ends where " + quote(expected) + " must stand");
        }
        return lines.get(next - 1);
    }

    private void require(String line, String expected) throws MalformedOutputException {
        if (!line.equals(expected)) {
            throw error("must be " + quote(expected) + ", is " + quote(line));
        }
    }

    private MalformedOutputException error(String reason) {
        return new MalformedOutputException(file, next, reason + place);
    }

    /** The beginning of a line, with the codes of characters that a terminal may not show. */
    private static String quote(String line) {
        String shown = line.length() > LONGEST_QUOTE ? line.substring(0, LONGEST_QUOTE) : line;
        String printable = UNPRINTABLE
                .matcher(shown)
                .replaceAll(
                        found -> String.format("\\\\x%02x", (int) found.group().charAt(0)));
        return "'" + printable + (shown.length() < line.length() ? "…" : "") + "'";
    }
}
