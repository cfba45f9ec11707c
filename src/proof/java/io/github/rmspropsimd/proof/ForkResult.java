// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.openjdk.jol.vm.VM;
import org.openjdk.jol.vm.VirtualMachine;

/**
 * What one forked JVM measured.
 *
 * @param milliseconds from the request for the kernel until SIMD was active; negative if it never was
 */
record ForkResult(int jvm, boolean awaited, double milliseconds, String status, List<Point> points) {

    /**
     * The time of a step on one set of arrays.
     *
     * @param places where the first elements of the parameters, gradients and square average lie, modulo 4 KiB
     */
    record Point(int set, int length, double nanoseconds, String places) {}

    boolean reachedSimd() {
        return milliseconds >= 0;
    }

    static void write(Path file, boolean awaited, double milliseconds, String status, List<ForkArrays> all)
            throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(awaited + " " + milliseconds + " " + status);
        for (ForkArrays arrays : all) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%d %d %.3f %s",
                    arrays.set,
                    arrays.params.length,
                    arrays.least,
                    arrays.gap() >= 0 ? places(arrays) : ""));
        }
        Files.write(file, lines);
    }

    private static String places(ForkArrays arrays) {
        VirtualMachine vm = VM.current();
        List<String> places = new ArrayList<>();
        for (float[] array : List.of(arrays.params, arrays.grads, arrays.state.squareAverage())) {
            places.add(Long.toString((vm.addressOf(array) + vm.arrayBaseOffset("float")) % 4_096));
        }
        return String.join("+", places);
    }

    static ForkResult read(int jvm, Path file) throws IOException {
        return parse(jvm, Files.readAllLines(file));
    }

    /** One line of the JVM, and one for each point. */
    static ForkResult parse(int jvm, List<String> lines) {
        try {
            String[] first = lines.get(0).split(" ", 3);
            List<Point> points = new ArrayList<>();
            for (String line : lines.subList(1, lines.size())) {
                String[] words = line.split(" ", 4);
                points.add(new Point(
                        Integer.parseInt(words[0]),
                        Integer.parseInt(words[1]),
                        Double.parseDouble(words[2]),
                        words[3]));
            }
            return new ForkResult(
                    jvm, Boolean.parseBoolean(first[0]), Double.parseDouble(first[1]), first[2], List.copyOf(points));
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            throw new IllegalArgumentException("JVM " + jvm + " wrote what is no result: " + e.getMessage(), e);
        }
    }
}
