// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.proof;

import picocli.CommandLine;

/** How the commands of this package run: bad input is one line and exit code 2, a failure exit code 1. */
final class ProofCommand {

    private ProofCommand() {}

    static CommandLine of(Object command) {
        return new CommandLine(command)
                .setParameterExceptionHandler((e, arguments) -> {
                    e.getCommandLine().getErr().println(e.getMessage());
                    return 2;
                })
                .setExecutionExceptionHandler((e, commandLine, result) -> {
                    commandLine.getErr().println(e);
                    return 1;
                });
    }
}
