// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The port kit's commands. */
@Command(
        name = "port",
        description = "Checks a port of the library to another language.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {Check.class, Generate.class, Mutants.class})
final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main());
    }
}
