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

    private static final String VERSION = CaseText.OUTPUT.substring(0, CaseText.OUTPUT.lastIndexOf(' ') + 1);
    private static final Pattern BITS = Pattern.compile("[0-9a-f]{8}");
    private static final Pattern UNPRINTABLE = Pattern.compile("[^ -~]");
    private static final int LONGEST_QUOTE = 40;

    /** Of UTF-8, and of UTF-16 in both byte orders, as the characters that these bytes are read as. */
    private static final List<String> BYTE_ORDER_MARKS = List.of("\u00ef\u00bb\u00bf", "\u00ff\u00fe", "\u00fe\u00ff");

    private final String file;
    private final List<String> lines;
    private final Map<String, PortCase> cases;
    private int next;

    private OutputReader(String file, List<String> lines, Map<String, PortCase> cases) {
        this.file = file;
        this.lines = lines;
        this.cases = cases;
    }

    /** What is shown after each step, by the names of the cases. */
    static Map<String, List<Map<Buffer, float[]>>> read(String file, String text, Map<String, PortCase> cases)
            throws MalformedOutputException {
        if (text.isEmpty()) {
            throw new MalformedOutputException(
                    file, 1, "the output is empty; it must begin with " + quote(CaseText.OUTPUT));
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
        return new OutputReader(file, lines.subList(0, last), cases).blocks();
    }

    private Map<String, List<Map<Buffer, float[]>>> blocks() throws MalformedOutputException {
        Map<String, List<Map<Buffer, float[]>>> results = new LinkedHashMap<>();
        while (next < lines.size()) {
            version();
            String name = name();
            if (results.containsKey(name)) {
                throw error("the case '" + name + "' is there a second time");
            }
            results.put(name, steps(cases.get(name)));
        }
        return results;
    }

    private void version() throws MalformedOutputException {
        String line = take(CaseText.OUTPUT);
        if (line.startsWith(VERSION) && !line.equals(CaseText.OUTPUT)) {
            throw error("the version '" + line.substring(VERSION.length()) + "' must be "
                    + CaseText.OUTPUT.substring(VERSION.length()));
        }
        require(line, CaseText.OUTPUT);
    }

    private String name() throws MalformedOutputException {
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
            require(take(title), title);
            Map<Buffer, float[]> rows = new EnumMap<>(Buffer.class);
            for (Buffer buffer : Buffer.shownBy(step.rule())) {
                rows.put(buffer, row(buffer, c.length()));
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
        return new MalformedOutputException(file, next, reason);
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
