// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.golden;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The frameworks by the names of their files. */
final class Frameworks {

    static final List<String> NAMES = List.of("libtorch", "tensorflow", "nd4j", "mxnet");

    private Frameworks() {}

    static Framework named(String name) {
        return switch (name) {
            case "libtorch" -> new LibTorch();
            case "tensorflow" -> new TensorFlow();
            case "nd4j" -> new Nd4j();
            case "mxnet" -> new MxNet();
            default -> throw new IllegalArgumentException(name);
        };
    }

    /**
     * Runs the main class once with each name, in a JVM of its own that is started like this one: loading MXNet's
     * library after TensorFlow's ends the JVM.
     *
     * @return whether all ended with exit code 0
     */
    static boolean eachInItsOwnJvm(Class<?> main, List<String> names) throws IOException, InterruptedException {
        boolean good = true;
        for (String name : names) {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
            command.addAll(List.of("-classpath", System.getProperty("java.class.path"), main.getName(), name));
            int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
            if (exit != 0) {
                System.out.println(name + ": exit code " + exit);
                good = false;
            }
        }
        return good;
    }
}
