// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.demo;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A download is kept only if it is the very file. */
class AirfoilFileTest {

    @TempDir
    private Path folder;

    private HttpServer server;
    private byte[] served;
    private int status = 200;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status, served.length);
            exchange.getResponseBody().write(served);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void theSourceIsReachedOverHttps() {
        assertEquals("https", AirfoilFile.SOURCE.getScheme());
    }

    @Test
    void bothFormsOfTheFileAreKept() throws IOException {
        String lineFeeds = Files.readString(RealData.file()).replace("\r", "");
        for (String form : new String[] {lineFeeds, lineFeeds.replace("\n", "\r\n")}) {
            served = form.getBytes(US_ASCII);
            Path target = AirfoilFile.in(folder.resolve("new"));
            AirfoilFile.download(source(), target);
            assertArrayEquals(served, Files.readAllBytes(target));
            assertEquals(0.241688, AirfoilFile.readChecked(target).leastLoss(), 5e-7);
        }
    }

    @Test
    void otherContentsAreRefusedAndTheCopyIsLeftAsItIs() throws IOException {
        Path target = Files.writeString(AirfoilFile.in(folder), "an older copy");
        served = "1\t2\t3\t4\t5\t6\n".getBytes(US_ASCII);
        refused("is not the airfoil file: its SHA-256 is ", target);
        status = 404;
        refused("answered with status 404", target);
        server.stop(0);
        refused("cannot be reached", target);
    }

    @Test
    void aDamagedCopyIsRefused() throws IOException {
        Path copy = Files.writeString(AirfoilFile.in(folder), "1\t2\n");
        IOException refusal = assertThrows(IOException.class, () -> AirfoilFile.readChecked(copy));
        assertTrue(refusal.getMessage().startsWith(copy + " is not the airfoil file"), refusal.getMessage());
    }

    @Test
    void aTargetThatCannotBeWrittenIsNamed() throws IOException {
        Path target = Files.writeString(folder.resolve("file"), "").resolve("below");
        IOException refusal = assertThrows(IOException.class, () -> AirfoilFile.keep(new byte[1], target));
        assertTrue(refusal.getMessage().startsWith(target + " cannot be written: "), refusal.getMessage());
    }

    private void refused(String message, Path target) throws IOException {
        IOException refusal = assertThrows(IOException.class, () -> AirfoilFile.download(source(), target));
        assertTrue(refusal.getMessage().contains(message), refusal.getMessage());
        assertEquals("an older copy", Files.readString(target));
        try (Stream<Path> files = Files.list(folder)) {
            assertFalse(files.anyMatch(file -> file.toString().endsWith(".part")));
        }
    }

    private URI source() {
        return URI.create("http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort() + "/airfoil_self_noise.dat");
    }
}
