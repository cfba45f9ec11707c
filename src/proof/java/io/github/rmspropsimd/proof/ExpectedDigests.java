// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.proof;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The digests that every platform must give: src/port/digests.txt. */
public final class ExpectedDigests {

    /** Beside the conformance document, which is a test resource too. */
    private static final String RESOURCE = "/io/github/rmspropsimd/port/digests.txt";

    private ExpectedDigests() {}

    /** The digest of each preset, in hexadecimal. */
    public static Map<String, String> read() {
        try (InputStream in = ExpectedDigests.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + RESOURCE + " is missing: run mvn test-compile");
            }
            Map<String, String> digests = new LinkedHashMap<>();
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ", -1);
                if (words.length != 2) {
                    throw new IllegalStateException(RESOURCE + ": not a preset and its digest: " + line);
                }
                digests.put(words[0], words[1]);
            }
            return digests;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
