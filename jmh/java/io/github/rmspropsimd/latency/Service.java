// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.latency;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.rmspropsimd.Backend;
import io.github.rmspropsimd.RmsProp;
import io.github.rmspropsimd.RmsPropKernel;
import io.github.rmspropsimd.RmsPropState;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The main class of the JVMs that {@link ServiceLatency} starts: an HTTP service that learns online. Each request trains a
 * logistic regression of 1,000 weights by one step, under a lock. Listens on loopback, and ends with its standard input.
 */
final class Service {

    private static final int WEIGHTS = 1_000;
    private static final int EXAMPLES = 64;
    private static final double LEARNING_RATE = 1e-3;

    private final RmsProp rule = RmsProp.d2l();
    private final float[] weights = new float[WEIGHTS];
    private final float[] grads = new float[WEIGHTS];
    private final RmsPropState state = rule.newState(WEIGHTS);
    private final float[][] features = new float[EXAMPLES][WEIGHTS];
    private final ReentrantLock lock = new ReentrantLock();
    private final long start = System.nanoTime();
    private final RmsPropKernel kernel;

    // Guarded by the lock.
    private int requests;
    private long longestStep;
    private long simdAfter;

    private Service(Arm arm) throws InterruptedException {
        SplittableRandom random = new SplittableRandom(1);
        for (float[] example : features) {
            for (int i = 0; i < WEIGHTS; i++) {
                example[i] = (float) random.nextDouble(-1, 1);
            }
        }
        kernel = arm.kernel(rule);
        if (arm == Arm.AWAITED && !kernel.awaitSimd(Duration.ofMinutes(1))) {
            throw new IllegalStateException(kernel.status());
        }
    }

    public static void main(String[] arguments) throws Exception {
        Service service = new Service(Arm.valueOf(arguments[0]));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/train", exchange -> answer(exchange, service.train()));
        server.createContext("/outcome", exchange -> answer(exchange, service.outcome()));
        server.setExecutor(threads());
        server.start();
        System.out.println(server.getAddress().getPort());
        while (System.in.read() >= 0) {
            // until whoever started this JVM closes its end
        }
        System.exit(0);
    }

    /** A virtual thread for each request, from JDK 21 on. */
    private static ExecutorService threads() throws ReflectiveOperationException {
        return Runtime.version().feature() < 21
                ? Executors.newCachedThreadPool()
                : (ExecutorService) Executors.class
                        .getMethod("newVirtualThreadPerTaskExecutor")
                        .invoke(null);
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.US_ASCII);
        exchange.sendResponseHeaders(200, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private String train() {
        lock.lock();
        try {
            float[] x = features[requests % EXAMPLES];
            float target = requests++ % 2;
            double score = 0;
            for (int i = 0; i < WEIGHTS; i++) {
                score += weights[i] * x[i];
            }
            float error = (float) (1 / (1 + Math.exp(-score))) - target;
            for (int i = 0; i < WEIGHTS; i++) {
                grads[i] = error * x[i];
            }
            long before = System.nanoTime();
            kernel.step(weights, grads, state, LEARNING_RATE);
            long after = System.nanoTime();
            longestStep = Math.max(longestStep, after - before);
            if (simdAfter == 0 && kernel.backend() == Backend.SIMD) {
                simdAfter = after - start;
            }
            return Float.toString(error);
        } finally {
            lock.unlock();
        }
    }

    /** The longest step, and when SIMD was first active after the start; in nanoseconds. */
    private String outcome() {
        lock.lock();
        try {
            return longestStep + " " + simdAfter;
        } finally {
            lock.unlock();
        }
    }
}
