// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The files that a port wrote, read whole.
 *
 * @param vectors those of the version that all files have
 * @param casesByFile the names of the cases in each file
 * @param results what is shown after each step, by the names of the cases
 */
record OutputFiles(
        VectorSet vectors, Map<String, List<String>> casesByFile, Map<String, List<Map<Buffer, float[]>>> results) {

    /** Many times the size of the right output of all groups. */
    private static final int MOST_BYTES = 10_000_000;

    /** Reads standard input where a name is {@code -}. */
    static OutputFiles read(List<String> names, InputStream standardInput)
            throws UsageException, MalformedOutputException {
        VectorSet vectors = null;
        Map<String, List<String>> casesByFile = new LinkedHashMap<>();
        Map<String, List<Map<Buffer, float[]>>> results = new LinkedHashMap<>();
        Map<String, String> origins = new HashMap<>();
        for (String name : names) {
            OutputReader.Output output = OutputReader.read(shown(name), text(name, standardInput));
            if (vectors != null && vectors != output.vectors()) {
                throw new MalformedOutputException(
                        shown(name) + ": has version " + output.vectors().version() + " of the format, and "
                                + shown(names.get(0)) + " version " + vectors.version());
            }
            vectors = output.vectors();
            for (String caseName : output.results().keySet()) {
                String other = origins.put(caseName, shown(name));
                if (other != null) {
                    throw new MalformedOutputException(
                            "the case '" + caseName + "' is in two of the files, " + other + " and " + shown(name));
                }
            }
            casesByFile.put(name, List.copyOf(output.results().keySet()));
            results.putAll(output.results());
        }
        return new OutputFiles(vectors, casesByFile, results);
    }

    private static String shown(String name) {
        return name.equals(CheckArguments.STANDARD_INPUT) ? "standard input" : name;
    }

    /** Each byte as a character, so that the reader sees those that the format does not have. */
    private static String text(String name, InputStream standardInput) throws UsageException {
        try {
            if (name.equals(CheckArguments.STANDARD_INPUT)) {
                return text("standard input", standardInput, -1);
            }
            Path file = Path.of(name);
            if (Files.isDirectory(file)) {
                throw new UsageException(name + ": is a folder, not a file");
            }
            // Another kind of file, such as a pipe, may have no end.
            long size = Files.isRegularFile(file) ? Files.size(file) : -1;
            try (InputStream stream = Files.newInputStream(file)) {
                return text(name, stream, size);
            }
        } catch (NoSuchFileException | InvalidPathException e) {
            throw new UsageException(name + ": does not exist", e);
        } catch (IOException e) {
            throw new UsageException(name + ": cannot be read: " + e, e);
        }
    }

    private static String text(String name, InputStream stream, long size) throws IOException, UsageException {
        byte[] bytes = stream.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            String has = size < 0 ? "" : String.format(Locale.ROOT, "%,d bytes, ", size);
            throw new UsageException(String.format(
                    Locale.ROOT, "%s: has %smore than the %,d bytes that the checker reads", name, has, MOST_BYTES));
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
