// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    /** Between two releases the README names the last one. */
    @Test
    void theCoordinatesAreThoseOfTheBuild() throws IOException {
        Pom pom = Pom.read();
        String readme = Files.readString(README);
        String group = pom.text("/project/groupId");
        String artifact = pom.text("/project/artifactId");
        String version = pom.text("/project/version");
        if (version.endsWith("-SNAPSHOT")) {
            version = pom.text("/project/properties/released.version");
        }
        assertEquals(group, first("<groupId>(.*?)</groupId>", readme));
        assertEquals(artifact, first("<artifactId>(.*?)</artifactId>", readme));
        assertEquals(version, first("<version>(.*?)</version>", readme));
        String gradle = group + ":" + artifact + ":" + version;
        assertTrue(readme.contains("implementation(\"" + gradle + "\")"), gradle);
    }

    private static String first(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertTrue(matcher.find(), pattern);
        return matcher.group(1);
    }
}
