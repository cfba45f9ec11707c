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

    /** What a program does with one framework; false if a bit differs. */
    interface Check {
        boolean of(String name) throws IOException;
    }

    private Frameworks() {}

    /** The main method of a program: ends the JVM with 0, with 1 if one bit differs, or with 2 if a name is unknown. */
    static void run(Class<?> main, String[] names, Check check) throws IOException, InterruptedException {
        List<String> chosen = names.length == 0 ? NAMES : List.of(names);
        if (!NAMES.containsAll(chosen)) {
            System.err.println("The frameworks are " + String.join(", ", NAMES) + ".");
            System.exit(2);
        }
        boolean same = chosen.size() == 1 ? check.of(chosen.get(0)) : eachInItsOwnJvm(main, chosen);
        System.exit(same ? 0 : 1);
    }

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
    private static boolean eachInItsOwnJvm(Class<?> main, List<String> names) throws IOException, InterruptedException {
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
