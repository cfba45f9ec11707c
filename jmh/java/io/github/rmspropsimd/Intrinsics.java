// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The plain update in C, {@code step.c}, on the very arrays of the other arms: compiled on the spot for this processor, and
 * called through the foreign-function interface of JDK 22 and later.
 */
public abstract class Intrinsics {

    /** A library that was compiled before, so that not every fork does it. */
    public static final String LIBRARY = "io.github.rmspropsimd.intrinsics";

    private static final String FOREIGN = "io.github.rmspropsimd.ForeignIntrinsics";

    /** On aarch64 older compilers know the processor by the second option alone. */
    private static final List<String> OPTIONS = List.of("-march=native", "-mcpu=native");

    /** One step. */
    abstract void step();

    /** So many steps by a loop in C. */
    abstract void repeat(int steps);

    /** The same loads and stores without the arithmetic. */
    abstract void move();

    /** The code on these arrays for the arms that run it; null for all others, which do without a compiler. */
    static Intrinsics inBenchmark(String arm, StepData data) {
        return isNeededBy(arm.substring(arm.lastIndexOf('.') + 1)) ? on(data) : null;
    }

    /** By its name. */
    public static boolean isNeededBy(String arm) {
        return arm.startsWith("intrinsics") || arm.endsWith("InC");
    }

    /** The code on these arrays; fails where it cannot be had, and says why. */
    private static Intrinsics on(StepData data) {
        try {
            if (refusal().isPresent()) {
                throw new IllegalStateException(refusal().get());
            }
            if (System.getProperty(LIBRARY) == null) {
                System.setProperty(LIBRARY, compile().toString());
            }
            return Class.forName(FOREIGN)
                    .asSubclass(Intrinsics.class)
                    .getDeclaredConstructor(StepData.class)
                    .newInstance(data);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the compiled C cannot be called", e);
        }
    }

    /** Why this machine and JDK cannot have it, if so. */
    public static Optional<String> refusal() {
        if (Runtime.version().feature() < 22) {
            return Optional.of("no foreign-function interface before JDK 22");
        }
        return compiler().isEmpty() ? Optional.of("no C compiler: set CC, or install gcc or clang") : Optional.empty();
    }

    /** Compiles the source into a file that goes when the JVM does. */
    public static Path compile() {
        String compiler = compiler().orElseThrow(() -> new IllegalStateException("no C compiler"));
        try {
            Path folder = Files.createTempDirectory("intrinsics");
            Path source = folder.resolve("step.c");
            Path library = folder.resolve("step.so");
            folder.toFile().deleteOnExit();
            source.toFile().deleteOnExit();
            library.toFile().deleteOnExit();
            try (InputStream in = Intrinsics.class.getResourceAsStream("step.c")) {
                Files.copy(in, source);
            }
            String last = "";
            for (String option : OPTIONS) {
                List<String> command = List.of(
                        compiler,
                        "-O3",
                        option,
                        "-ffp-contract=off",
                        "-fno-math-errno",
                        "-fno-semantic-interposition",
                        "-shared",
                        "-fPIC",
                        "-o",
                        library.toString(),
                        source.toString(),
                        "-lm");
                Process process =
                        new ProcessBuilder(command).redirectErrorStream(true).start();
                last = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
                if (process.waitFor() == 0) {
                    return library;
                }
            }
            throw new IllegalStateException(compiler + " failed: " + last);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Optional<String> compiler() {
        List<String> candidates = new ArrayList<>(List.of("cc", "gcc", "clang"));
        if (System.getenv("CC") != null) {
            candidates.add(0, System.getenv("CC"));
        }
        return candidates.stream().filter(Intrinsics::runs).findFirst();
    }

    private static boolean runs(String compiler) {
        try {
            Process process = new ProcessBuilder(compiler, "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false; // there is none of that name
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
