// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.latency;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Sends requests to a port on loopback at a fixed rate, whether or not earlier ones have been answered. A response time
 * counts from the moment when the request was due, so requests that a slow one holds up count as slow.
 */
final class OpenLoopClient {

    private static final int CONNECTIONS = 16;

    private final int port;
    private final int perSecond;

    OpenLoopClient(int port, int perSecond) {
        this.port = port;
        this.perSecond = perSecond;
    }

    /** Response times in nanoseconds. */
    record Responses(long first, Histogram all) {}

    Responses send(String path, int requests) throws InterruptedException {
        Histogram all = new ConcurrentHistogram(3);
        long[] first = new long[1];
        long interval = TimeUnit.SECONDS.toNanos(1) / perSecond;
        long start = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(5);
        Thread[] threads = new Thread[CONNECTIONS];
        Throwable[] failure = new Throwable[1];
        for (int c = 0; c < CONNECTIONS; c++) {
            int connection = c;
            threads[c] = new Thread(() -> {
                try (Socket socket = connect()) {
                    for (int request = connection; request < requests; request += CONNECTIONS) {
                        long due = start + request * interval;
                        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                            LockSupport.parkNanos(left);
                        }
                        get(socket, path);
                        long response = System.nanoTime() - due;
                        all.recordValue(response);
                        if (request == 0) {
                            first[0] = response;
                        }
                    }
                } catch (IOException | RuntimeException e) {
                    failure[0] = e;
                }
            });
            threads[c].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        if (failure[0] != null || all.getTotalCount() != requests) {
            throw new IllegalStateException(all.getTotalCount() + " of " + requests + " answered", failure[0]);
        }
        return new Responses(first[0], all);
    }

    /** The body of one answer. */
    String get(String path) {
        try (Socket socket = connect()) {
            return get(socket, path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(30));
        return socket;
    }

    private static String get(Socket socket, String path) throws IOException {
        String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        InputStream in = socket.getInputStream();
        int length = 0;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Integer.parseInt(line.substring(15).trim());
            }
        }
        return new String(in.readNBytes(length), StandardCharsets.US_ASCII);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the connection was closed");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
