// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows compiles, runs, and is up to date. */
class ReadmeTest {

    private static final Path ROOT = Path.of(System.getProperty("basedir", "."));

    @Test
    void theExamplesCompileAndRun(@TempDir Path folder) throws Exception {
        List<String> examples = all("```java\n(.*?)```");
        String out = run(folder, examples.get(0), "for (float p : params) { System.out.println(p); }");
        assertTrue(out.lines().count() > 1_000, out);
        assertTrue(out.lines().noneMatch(line -> line.equals("NaN") || line.equals("0.0")), out);

        String status = run(folder, examples.get(1), "");
        assertTrue(status.startsWith("Running SIMD with "), status);

        String table =
                run(folder, examples.get(2), "System.out.println(table[7 * 16] + \" \" + table[99_999 * 16 + 15]);");
        String[] values = table.split("\\s+", 2);
        double once = 0.01 * 0.5 / Math.sqrt(0.1 * 0.25 + 1e-6);
        double twice = once + 0.01 * 0.5 / Math.sqrt(0.19 * 0.25 + 1e-6);
        assertEquals(-twice, Double.parseDouble(values[0]), 1e-6);
        assertEquals(-once, Double.parseDouble(values[1]), 1e-6);

        String summed = run(
                folder,
                examples.get(3),
                "System.out.println(rowCount + Arrays.toString(rows) + Arrays.toString(grads));");
        assertTrue(summed.startsWith("2[7, 3, 7][101.0, 202.0, 10.0, 20.0,"), summed);
    }

    private static String run(Path folder, String example, String end) throws IOException {
        String imports = String.join("\n", lines(example, true));
        String body = String.join("\n", lines(example, false));
        String source =
                imports + "\npublic class Example { public static void main(String[] arguments) throws Exception {\n"
                        + body + "\n" + end + "} }";

        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        Path classes = FreshJvm.classesOf(RmsProp.class);
        boolean compiled = compiler.getTask(
                        messages,
                        null,
                        null,
                        List.of(
                                "-d",
                                folder.toString(),
                                "-cp",
                                classes.toString(),
                                "-Xlint:all",
                                "-Werror",
                                "-proc:none"),
                        null,
                        List.of(sourceFile(source)))
                .call();
        assertTrue(compiled, messages.toString());

        return FreshJvm.run(
                        Path.of(System.getProperty("java.home")),
                        FreshJvm.VECTOR_MODULE,
                        List.of(classes, folder),
                        "Example")
                .checkedOut();
    }

    @Test
    void theCoordinatesAreThoseOfTheBuild() throws IOException {
        String build = Files.readString(ROOT.resolve("pom.xml"));
        for (String element : List.of("groupId", "artifactId", "version")) {
            String pattern = "<" + element + ">(.*?)</" + element + ">";
            Matcher inBuild = Pattern.compile(pattern).matcher(build);
            assertTrue(inBuild.find());
            assertEquals(inBuild.group(1), first(pattern), element);
        }
    }

    @Test
    void whatItLinksToIsThere() throws IOException {
        Matcher links = Pattern.compile("\\]\\(([^)]+)\\)").matcher(Files.readString(ROOT.resolve("README.md")));
        int files = 0;
        while (links.find()) {
            if (links.group(1).startsWith("#")) {
                assertTrue(headings().contains(links.group(1).substring(1)), links.group(1) + " is no heading");
            } else if (!links.group(1).startsWith("https://")) {
                assertTrue(Files.isRegularFile(ROOT.resolve(links.group(1))), links.group(1) + " is not there");
                files++;
            }
        }
        assertTrue(files > 0);
    }

    /** The anchors that GitHub makes of headings. */
    private static List<String> headings() throws IOException {
        return Files.readAllLines(ROOT.resolve("README.md")).stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
                .map(line -> line.replaceAll("[^a-z0-9 -]", "").replace(' ', '-'))
                .toList();
    }

    private static List<String> lines(String example, boolean imports) {
        return example.lines()
                .filter(line -> line.startsWith("import ") == imports)
                .toList();
    }

    private static List<String> all(String pattern) throws IOException {
        return Pattern.compile(pattern, Pattern.DOTALL)
                .matcher(Files.readString(ROOT.resolve("README.md")))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static String first(String pattern) throws IOException {
        Matcher matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(Files.readString(ROOT.resolve("README.md")));
        assertTrue(matcher.find(), "the README has no " + pattern);
        return matcher.group(1);
    }

    private static JavaFileObject sourceFile(String source) {
        return new SimpleJavaFileObject(URI.create("string:///Example.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
    }
}
