// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The main class of {@code conformance.jar}: says whether a port's output is right, and where it is not, why. */
public final class Check {

    static final int PASS = 0;
    static final int FAIL = 1;
    static final int USAGE = 2;
    static final int NO_VERDICT = 3;

    private final InputStream in;
    private final PrintWriter out;
    private final PrintWriter err;

    Check(InputStream in, PrintWriter out, PrintWriter err) {
        this.in = in;
        this.out = out;
        this.err = err;
    }

    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int exit = new Check(System.in, out, err).run(List.of(arguments));
        out.flush();
        System.exit(exit);
    }

    /** The exit code. */
    int run(List<String> arguments) {
        CheckArguments.Action action = CheckArguments.Action.REPORT;
        try {
            CheckArguments parsed = CheckArguments.parse(arguments);
            action = parsed.action();
            return run(parsed);
        } catch (UsageException e) {
            return refuse(action, e.getMessage(), "try --help", USAGE);
        } catch (MalformedOutputException e) {
            return refuse(action, e.getMessage(), "the output was not read whole", NO_VERDICT);
        } catch (DamagedVectorsException e) {
            return refuse(action, e.getMessage(), "the checker's own vectors are damaged", NO_VERDICT);
        } catch (RuntimeException | Error e) {
            e.printStackTrace(err); // The JVM would end with the exit code of FAIL.
            return refuse(action, e.toString(), "the checker has a bug, or too little memory", NO_VERDICT);
        }
    }

    private int run(CheckArguments arguments) throws UsageException, MalformedOutputException {
        switch (arguments.action()) {
            case REPORT, JSON, BADGE -> {
                return check(arguments);
            }
            case CASES -> {
                List<String> groups = arguments.operands().isEmpty() ? Vectors.GROUPS : arguments.operands();
                groups.forEach(group -> out.print(Vectors.casesText(group)));
            }
            case DOCUMENT -> out.print(Vectors.document());
            case HELP -> out.print(CheckArguments.HELP);
            case VERSION -> out.println(version());
        }
        return PASS;
    }

    private int check(CheckArguments arguments) throws UsageException, MalformedOutputException {
        Verdict verdict = Verdict.of(OutputFiles.read(arguments.operands(), in), arguments.level());
        switch (arguments.action()) {
            case JSON -> out.print(verdict.json());
            case BADGE -> out.print(verdict.badge());
            default -> verdict.text().forEach(out::println);
        }
        return verdict.passes() ? PASS : FAIL;
    }

    private static String version() {
        String version = Check.class.getPackage().getImplementationVersion();
        return "rmsprop-simd conformance " + (version == null ? "(not from its jar)" : version) + ", format version "
                + CaseText.VERSION;
    }

    /** What reads JSON gets JSON without a verdict too. */
    private int refuse(CheckArguments.Action action, String reason, String whyNoVerdict, int exitCode) {
        err.println(reason);
        err.println("No verdict: " + whyNoVerdict + ".");
        if (action == CheckArguments.Action.JSON) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("pass", false);
            json.put("error", reason);
            out.print(Json.of(json));
        } else if (action == CheckArguments.Action.BADGE) {
            out.print(Verdict.badgeWithout());
        }
        return exitCode;
    }
}
