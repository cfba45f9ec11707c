// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A small change in a line of source code, as mutation testing makes it. */
public record SourceChange(Pattern pattern, String replacement) {

    public static SourceChange of(String regex, String replacement) {
        return new SourceChange(Pattern.compile(regex), replacement);
    }

    /** The wrong forms of a line: in each of them, one change is made at one place. */
    public static Set<String> all(String line, List<SourceChange> changes) {
        Set<String> changed = new LinkedHashSet<>();
        for (SourceChange change : changes) {
            Matcher matcher = change.pattern.matcher(line);
            for (int start = 0; start <= line.length() && matcher.find(start); start = matcher.start() + 1) {
                StringBuilder text = new StringBuilder();
                Matcher one = change.pattern.matcher(line);
                one.find(start);
                one.appendReplacement(text, change.replacement);
                one.appendTail(text);
                changed.add(text.toString());
            }
        }
        changed.remove(line);
        return changed;
    }
}
