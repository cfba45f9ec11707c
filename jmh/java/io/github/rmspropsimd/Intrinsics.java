// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The plain update in C, {@code step.c}, on the very arrays of the other arms: compiled on the spot for this processor, and
 * called through the foreign-function interface of JDK 22 and later.
 */
public final class Intrinsics {

    /** A library that was compiled before, so that not every fork does it. */
    public static final String LIBRARY = "io.github.rmspropsimd.intrinsics";

    /** Loaded by name, since it is compiled for release 22. */
    private static final String FOREIGN = "io.github.rmspropsimd.ForeignIntrinsics";

    private Intrinsics() {}

    /** Whether an arm needs a C compiler, by its name. */
    public static boolean isNeededBy(String arm) {
        return arm.equals("intrinsics");
    }

    /** One step on these arrays. Throws IllegalStateException with the reason where it cannot be compiled or called. */
    static Runnable on(StepData data) {
        try {
            if (System.getProperty(LIBRARY) == null) {
                System.setProperty(LIBRARY, compile().toString());
            }
            return Class.forName(FOREIGN)
                    .asSubclass(Runnable.class)
                    .getDeclaredConstructor(StepData.class)
                    .newInstance(data);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the compiled C cannot be called", e);
        }
    }

    /** Compiles the source into a file that goes when the JVM does. Throws IllegalStateException with the reason if it cannot. */
    public static Path compile() {
        if (Runtime.version().feature() < 22) {
            throw new IllegalStateException("no foreign-function interface before JDK 22");
        }
        String compiler = Stream.of(System.getenv("CC"), "cc", "gcc", "clang")
                .filter(name -> name != null && failure(name, "--version").isEmpty())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no C compiler: set CC, or install gcc or clang"));
        try (InputStream in = Intrinsics.class.getResourceAsStream("step.c")) {
            Path folder = Files.createTempDirectory("intrinsics");
            Path source = folder.resolve("step.c");
            Path library = folder.resolve("step.so");
            Stream.of(folder, source, library).forEach(path -> path.toFile().deleteOnExit());
            Files.copy(in, source);
            Optional<String> failure = failure(
                    compiler,
                    "-O3",
                    "-march=native",
                    "-ffp-contract=off",
                    "-fno-math-errno",
                    "-shared",
                    "-fPIC",
                    "-o",
                    library.toString(),
                    source.toString(),
                    "-lm");
            if (failure.isPresent()) {
                throw new IllegalStateException(compiler + " failed: " + failure.get());
            }
            return library;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a command printed if it failed. */
    private static Optional<String> failure(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
            return process.waitFor() == 0 ? Optional.empty() : Optional.of(output);
        } catch (IOException e) {
            return Optional.of(e.getMessage()); // there is none of that name
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
