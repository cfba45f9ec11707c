// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.spark;

import picocli.CommandLine;

/** One line for each failure: exit code 2 for input that a user can correct, 1 for all else. */
final class Failures {

    private Failures() {}

    static CommandLine commandLine(Object command) {
        return new CommandLine(command)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((e, arguments) -> {
                    e.getCommandLine().getErr().println(e.getMessage());
                    return 2;
                })
                .setExecutionExceptionHandler((e, commandLine, result) -> {
                    commandLine.getErr().println(line(e));
                    return badInput(e) == null ? 1 : 2;
                });
    }

    /** What a user should read of a failure, which Spark may have wrapped. */
    static String line(Throwable failure) {
        Throwable cause = badInput(failure);
        if (cause == null && failure instanceof IllegalStateException) {
            cause = failure;
        }
        if (cause != null) {
            return cause.getMessage();
        }
        cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.toString().lines().findFirst().orElse("");
    }

    private static BadInputException badInput(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BadInputException found) {
                return found;
            }
        }
        return null;
    }
}
