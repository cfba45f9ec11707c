// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;

/** Writes maps, collections, strings, numbers, booleans and null as JSON. The checker's jar needs no library for it. */
final class Json {

    private static final String INDENT = "  ";

    private final StringBuilder text = new StringBuilder();

    private Json() {}

    /** A text that ends in LF. What holds only strings, numbers and booleans takes one line. */
    static String of(Object value) {
        Json writer = new Json();
        writer.write(value, "\n");
        return writer.text.append('\n').toString();
    }

    private void write(Object value, String newLine) {
        if (value instanceof Map<?, ?> map) {
            open('{', map.values(), newLine);
            int number = 0;
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                separate(number++, map.values(), newLine);
                string(entry.getKey().toString());
                text.append(": ");
                write(entry.getValue(), newLine + INDENT);
            }
            close('}', map.values(), newLine);
        } else if (value instanceof Collection<?> list) {
            open('[', list, newLine);
            int number = 0;
            for (Object element : list) {
                separate(number++, list, newLine);
                write(element, newLine + INDENT);
            }
            close(']', list, newLine);
        } else if (value instanceof String string) {
            string(string);
        } else {
            text.append(value);
        }
    }

    private void open(char bracket, Collection<?> content, String newLine) {
        text.append(bracket).append(isFlat(content) ? "" : newLine + INDENT);
    }

    private void separate(int number, Collection<?> content, String newLine) {
        if (number > 0) {
            text.append(',').append(isFlat(content) ? " " : newLine + INDENT);
        }
    }

    private void close(char bracket, Collection<?> content, String newLine) {
        text.append(isFlat(content) ? "" : newLine).append(bracket);
    }

    private static boolean isFlat(Collection<?> content) {
        return content.stream().noneMatch(each -> each instanceof Map || each instanceof Collection);
    }

    private void string(String string) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ') {
                text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }
}
