// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.proof;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Starts a JVM with little room for code and HotSpot's white box, in which {@link SoakJvm} trains. */
@Command(
        name = "soak",
        description = "Trains while the JVM collects, deoptimizes and drops code, and compares every bit with SCALAR.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class Soak implements Callable<Integer> {

    @Mixin
    private SoakOptions options;

    @Spec
    private CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(ProofCommand.of(new Soak()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        options.check();
        Path folder = Path.of("target", "soak").toAbsolutePath();
        List<String> jvmOptions = new ArrayList<>(ChildJvm.whiteBoxOptions(folder));
        jvmOptions.add("-XX:ReservedCodeCacheSize=" + options.codeCache + "m");
        jvmOptions.add("-Xmx256m");
        if (ChildJvm.feature(options.jdk) >= 22) { // what asks for the processor calls C
            jvmOptions.add("--enable-native-access=ALL-UNNAMED");
        }
        // The count of allocated bytes would allocate its class's strings when it is first compiled on its own.
        jvmOptions.add("-XX:CompileCommand=quiet");
        jvmOptions.add("-XX:CompileCommand=dontinline,sun.management.ThreadImpl::getCurrentThreadAllocatedBytes");
        jvmOptions.addAll(options.jvmOptions);
        List<String> arguments = spec.commandLine().getParseResult().originalArgs();
        Process process = ChildJvm.command(
                        options.jdk, jvmOptions, System.getProperty("java.class.path"), SoakJvm.class, arguments)
                .redirectError(Redirect.INHERIT)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        try (BufferedReader out = process.inputReader()) {
            printWithoutNoise(out);
            return process.waitFor() == 0 ? 0 : 1;
        }
    }

    /** Under -XX:+WhiteBoxAPI the JVM prints a line for each native method that our stand-in of the white box lacks. */
    private static void printWithoutNoise(BufferedReader out) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (!line.startsWith("Warning: 'NoSuchMethodError' on register of ")) {
                System.out.println(line);
            }
        }
    }
}
