// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The test vectors of the current format: of each group a file of cases, and one of their right results; and a manifest of their hashes. */
public final class Vectors {

    /** What a port can claim. A group's preset is its name's first word. */
    public static final List<String> GROUPS =
            List.of("d2l", "d2l-switches", "pytorch", "tensorflow", "keras", "optax", "nd4j", "mxnet", "rows");

    /** The group of steps on rows, and on gradients with an offset of their own. */
    static final String ROWS = "rows";

    static final String MANIFEST = "MANIFEST.sha256";
    static final String DOCUMENT = "CONFORMANCE.md";

    private Vectors() {}

    static String casesFile(String group) {
        return group + ".txt";
    }

    static String resultsFile(String group) {
        return group + ".expected.txt";
    }

    public static List<PortCase> cases(String group) {
        return VectorSet.of(CaseText.VERSION).cases(group);
    }

    /** The file of the cases. */
    static String casesText(String group) {
        return VectorSet.of(CaseText.VERSION).casesText(group);
    }

    /** The file of the right results. */
    static String resultsText(String group) {
        return VectorSet.of(CaseText.VERSION).resultsText(group);
    }

    /** What is shown after each step, by the names of the cases. */
    public static Map<String, List<Map<Buffer, float[]>>> results(String group) {
        return VectorSet.of(CaseText.VERSION).results(group);
    }

    public static String document() {
        return resource(DOCUMENT);
    }

    /** The text, if it has the hash in the manifest: a verdict against damaged vectors would be none. */
    static String checked(String file, String text, String manifest) {
        String expected = hashes(manifest).get(file.substring(file.lastIndexOf('/') + 1));
        String actual = hash(text);
        if (!actual.equals(expected)) {
            throw new DamagedVectorsException(
                    "vectors/" + file + " has the SHA-256 " + actual + ", must have " + expected);
        }
        return text;
    }

    /** The hashes of a manifest by file. */
    private static Map<String, String> hashes(String manifest) {
        Map<String, String> hashes = new TreeMap<>();
        for (String line :
                manifest.lines().filter(line -> !line.startsWith("#")).toList()) {
            String[] words = line.split(" {2}", -1);
            if (words.length != 2) {
                throw new DamagedVectorsException(
                        "vectors/" + MANIFEST + ": '" + line + "' must be a hash, two spaces and a file");
            }
            hashes.put(words[1], words[0]);
        }
        return hashes;
    }

    /** The hashes of these files by name, as {@code sha256sum} writes them. */
    static String manifest(Map<String, String> files) {
        StringBuilder manifest = new StringBuilder();
        files.forEach((file, text) ->
                manifest.append(hash(text)).append("  ").append(file).append('\n'));
        return manifest.toString();
    }

    static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has it", e);
        }
    }

    static String resource(String name) {
        try (InputStream stream = Vectors.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new DamagedVectorsException(name + " is not on the class path");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
