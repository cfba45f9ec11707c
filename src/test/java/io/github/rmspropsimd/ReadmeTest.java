// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's example trains, and its coordinates are those of the build. */
class ReadmeTest {

    private static final Path README = Snippet.ROOT.resolve("README.md");

    @Test
    void theExampleTrains(@TempDir Path folder) throws IOException {
        Snippet example = Snippet.of(README).get(0);
        String out =
                example.and("for (float p : params) { System.out.println(p); }").run(folder);
        assertTrue(out.lines().count() > 1_000, out);
        assertTrue(out.lines().noneMatch(line -> line.equals("NaN") || line.equals("0.0")), out);
    }

    @Test
    void theCoordinatesAreThoseOfTheBuild() throws IOException {
        String build = Files.readString(Snippet.ROOT.resolve("pom.xml"));
        String readme = Files.readString(README);
        for (String element : List.of("groupId", "artifactId", "version")) {
            String pattern = "<" + element + ">(.*?)</" + element + ">";
            assertEquals(first(pattern, build), first(pattern, readme), element);
        }
        String gradle = first("<groupId>(.*?)<", build) + ":rmsprop-simd:" + first("<version>(.*?)<", build);
        assertTrue(readme.contains("implementation(\"" + gradle + "\")"), gradle);
    }

    private static String first(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertTrue(matcher.find(), pattern);
        return matcher.group(1);
    }
}
