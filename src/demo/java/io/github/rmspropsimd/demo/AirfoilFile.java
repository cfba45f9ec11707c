// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Set;

/** The airfoil self-noise file of the UCI Machine Learning Repository (Brooks, Pope and Marcolini), and its cached copy. */
final class AirfoilFile {

    static final URI SOURCE =
            URI.create("https://archive.ics.uci.edu/ml/machine-learning-databases/00291/airfoil_self_noise.dat");

    /** SHA-256 of the file with line ends LF, and with CRLF as UCI has it. */
    private static final Set<String> HASHES = Set.of(
            "10ee06e6cfb27dae6b44213d421d217012fb1f9b697592e73a4e4016b52d425f",
            "74c75fd71783f1e6b71f8a622b993dc592897a97cd689c5090a07147a1b097b3");

    private AirfoilFile() {}

    /** The folder that keeps the copy unless another one is named: the user's cache folder. */
    static Path cacheFolder() {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path folder =
                cache != null && !cache.isBlank() ? Path.of(cache) : Path.of(System.getProperty("user.home"), ".cache");
        return folder.resolve("rmsprop-simd");
    }

    static Path in(Path cacheFolder) {
        return cacheFolder.resolve("airfoil_self_noise.dat");
    }

    /** Fetches the file into {@code target}, which it replaces only by the right contents. */
    static void download(URI source, Path target) throws IOException {
        HttpClient client = HttpClient.newBuilder()
                .followRedirects(Redirect.NORMAL)
                .connectTimeout(Duration.ofSeconds(20))
                .build();
        HttpRequest request =
                HttpRequest.newBuilder(source).timeout(Duration.ofMinutes(1)).build();
        HttpResponse<byte[]> response;
        try {
            response = client.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new IOException(source + " cannot be reached: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(source + ": interrupted", e);
        }
        if (response.statusCode() != 200) {
            throw new IOException(source + " answered with status " + response.statusCode());
        }
        check(response.body(), source.toString());
        keep(response.body(), target);
    }

    static void keep(byte[] contents, Path target) throws IOException {
        try {
            Path folder = target.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            Path partial = Files.createTempFile(folder, "airfoil", ".part");
            try {
                Files.write(partial, contents);
                Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(partial);
            }
        } catch (IOException e) {
            throw new IOException(target + " cannot be written: " + e, e);
        }
    }

    /** Reads a copy that must be the very file. */
    static DataSet readChecked(Path file) throws IOException {
        byte[] contents = DataSet.bytes(file);
        check(contents, file.toString());
        return DataSet.parse(contents, file.toString());
    }

    private static void check(byte[] contents, String name) throws IOException {
        try {
            String hash = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(contents));
            if (!HASHES.contains(hash)) {
                throw new IOException(name + " is not the airfoil file: its SHA-256 is " + hash);
            }
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
