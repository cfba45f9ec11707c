// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.suite;

import io.github.rmspropsimd.latency.Latency;
import io.github.rmspropsimd.latency.ServiceLatency;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The main class of {@code benchmarks.jar}: the commands below by their names, and JMH, with its usual options, for all
 * else.
 */
@Command(
        name = "benchmarks",
        description = "With none of these commands the arguments are JMH's: -h tells them.",
        subcommands = {
            Suite.class,
            Report.class,
            Compare.class,
            Latency.class,
            ServiceLatency.class,
            Machine.Write.class
        })
public final class Main {

    private Main() {}

    public static void main(String[] arguments) throws Exception {
        CommandLine commands = new CommandLine(new Main());
        if (arguments.length > 0 && commands.getSubcommands().containsKey(arguments[0])) {
            System.exit(commands.execute(arguments));
        }
        if (Arrays.equals(arguments, new String[] {"--help"})) {
            commands.usage(System.out);
            return;
        }
        org.openjdk.jmh.Main.main(arguments);
    }
}
