// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.suite;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The main class of {@code benchmarks.jar}: the commands below by their names, and JMH, with its options, for all else. */
@Command(
        name = "java -jar benchmarks.jar",
        header = "Measures rmsprop-simd on this machine, with the JDK that runs this command.",
        footer = {
            "",
            "  suite                       7 minutes; packs results into one file",
            "  suite --only PROGRAMS       one formula in eight programs, 2 minutes",
            "  report FILE...              tables and pictures again, from one or more files",
            "  compare BEFORE AFTER        which arms became slower or faster",
            "",
            "COMMAND --help lists the options of a command. Any other arguments are JMH's:",
            "  StepBenchmark.library -p n=100 -f 3",
            "  -h                          JMH's own help"
        },
        subcommands = {Suite.class, Report.class, Compare.class})
public final class Main {

    private Main() {}

    public static void main(String[] arguments) throws Exception {
        CommandLine commands = new CommandLine(new Main()).setExecutionExceptionHandler((e, command, parsed) -> {
            command.getErr().println(e); // a file that cannot be read or written
            return 2;
        });
        if (arguments.length > 0 && commands.getSubcommands().containsKey(arguments[0])) {
            System.exit(commands.execute(arguments));
        }
        if (arguments.length == 0 || List.of(arguments).equals(List.of("--help"))) {
            commands.usage(System.out);
            return;
        }
        org.openjdk.jmh.Main.main(arguments);
    }
}
