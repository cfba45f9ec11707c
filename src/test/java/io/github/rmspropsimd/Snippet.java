// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A block of Java in a document: imports, and the statements of a main method. */
record Snippet(Path document, String code) {

    static final Path ROOT = Path.of(System.getProperty("basedir", "."));

    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern PRINTS = Pattern.compile("// .*?prints (.*)");

    static List<Snippet> of(Path document) throws IOException {
        return BLOCK.matcher(Files.readString(document))
                .results()
                .map(found -> new Snippet(document, found.group(1)))
                .toList();
    }

    /** With another statement at the end. */
    Snippet and(String statement) {
        return new Snippet(document, code + statement + "\n");
    }

    boolean prints() {
        return code.contains("System.out.print");
    }

    /** The pattern of each line that a comment says is printed; … is any text. */
    List<String> expectedLines() {
        return PRINTS.matcher(code)
                .results()
                .map(found -> Pattern.quote(found.group(1)).replace("…", "\\E.*\\Q"))
                .toList();
    }

    void compile(Path folder) {
        String source = lines(true)
                + "\npublic class Example { public static void main(String[] arguments) throws Exception {\n"
                + lines(false).replace("ofSeconds(5)", "ofSeconds(120)") // a busy machine may need longer
                + "\n} }";
        StringWriter messages = new StringWriter();
        List<String> options = List.of(
                "-d",
                folder.toString(),
                "-cp",
                FreshJvm.classesOf(RmsProp.class).toString(),
                "-Xlint:all",
                "-Werror",
                "-proc:none");
        boolean compiled = ToolProvider.getSystemJavaCompiler()
                .getTask(messages, null, null, options, null, List.of(sourceFile(source)))
                .call();
        assertTrue(compiled, messages.toString());
    }

    /** Compiles it, and returns what it prints in a JVM of its own. */
    String run(Path folder) {
        compile(folder);
        return FreshJvm.run(
                        Path.of(System.getProperty("java.home")),
                        FreshJvm.VECTOR_MODULE,
                        List.of(FreshJvm.classesOf(RmsProp.class), folder),
                        "Example")
                .checkedOut();
    }

    private String lines(boolean imports) {
        return code.lines()
                .filter(line -> line.startsWith("import ") == imports)
                .collect(Collectors.joining("\n"));
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
