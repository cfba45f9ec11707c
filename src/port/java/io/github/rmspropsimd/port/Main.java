// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands that make the port kit's files. What its users run is {@link Check}. */
@Command(
        name = "port",
        description = "Makes what conformance.jar checks ports with.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {Generate.class, Mutants.class})
final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main());
    }
}
