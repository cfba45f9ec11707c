// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.proof;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One JVM's line of the matrix, read from what {@link Digests} printed.
 *
 * @param jdk the feature version
 * @param lacking the options that the JDK lacks and that were left out
 * @param run null if the JDK lacks the option that the row is about
 */
record MatrixRow(int jdk, OptionSet set, List<String> lacking, JvmRun run) {

    private static final Pattern DIGEST =
            Pattern.compile("^(\\w+) +(SCALAR|SIMD|default) +\\S+ +\\S+ +(yes|NO|not run).*$", Pattern.MULTILINE);

    private static final Pattern STATUS = Pattern.compile(
            "^" + Digests.STATUS + "(\\w+): (.*) SIMD at the end: (\\d+) of (\\d+) kernels\\.$", Pattern.MULTILINE);

    private static final Pattern WARNING = Pattern.compile("^\\S.* VM warning: (.*)$", Pattern.MULTILINE);

    boolean isSkipped() {
        return run == null;
    }

    /** What is wrong, in one sentence; empty where nothing is. */
    Optional<String> problem() {
        if (isSkipped()) {
            return Optional.empty();
        }
        if (run.exit() == null) {
            return Optional.of("still running after " + run.time().toSeconds() + " s");
        }
        List<String> different = new ArrayList<>();
        digests()
                .filter(digest -> digest.group(3).equals("NO"))
                .forEach(digest -> different.add(digest.group(1) + " on " + digest.group(2)));
        if (!different.isEmpty()) {
            return Optional.of("different digests: " + String.join(", ", different));
        }
        if (run.exit() != Digests.EQUAL) {
            return Optional.of("exit code " + run.exit() + ": " + lastLine());
        }
        if (statuses().isEmpty()) {
            return Optional.of("no status was printed");
        }
        return statuses().entrySet().stream()
                .filter(status -> !hasReason(status.getValue()))
                .map(status -> "the status of " + status.getKey() + " names no reason: " + status.getValue())
                .findFirst();
    }

    /** SIMD needs no reason. SCALAR needs one, after a colon; that the vector loop is not compiled yet is none. */
    private static boolean hasReason(String status) {
        return status.startsWith("Running SIMD with ") || status.matches("Running SCALAR[^:]*: .+");
    }

    private Stream<MatchResult> digests() {
        return DIGEST.matcher(run.output()).results();
    }

    /** The final sentence about the default kernel of each preset. */
    private Map<String, String> statuses() {
        Map<String, String> statuses = new LinkedHashMap<>();
        STATUS.matcher(run.output()).results().forEach(status -> statuses.put(status.group(1), status.group(2)));
        return statuses;
    }

    private String lastLine() {
        return run.output().lines().filter(line -> !line.isBlank()).reduce("nothing printed", (first, last) -> last);
    }

    /** Such as "7 equal" or "6 equal, 1 not run". */
    String verdict(String backend) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        digests()
                .filter(digest -> digest.group(2).equals(backend))
                .forEach(digest -> counts.merge(digest.group(3), 1, Integer::sum));
        List<String> parts = new ArrayList<>();
        counts.forEach((verdict, count) -> parts.add(
                count + " " + (verdict.equals("yes") ? "equal" : verdict.equals("NO") ? "**different**" : "not run")));
        return parts.isEmpty() ? "-" : String.join(", ", parts);
    }

    /** How many default kernels run SIMD at the end, of all. */
    String onSimd() {
        int[] sums = new int[2];
        STATUS.matcher(run.output()).results().forEach(status -> {
            sums[0] += Integer.parseInt(status.group(3));
            sums[1] += Integer.parseInt(status.group(4));
        });
        return sums[0] + " of " + sums[1];
    }

    /** The status of d2l, and of each preset whose backend is another. */
    String status() {
        List<String> sentences = new ArrayList<>();
        Map<String, String> statuses = statuses();
        String d2l = statuses.getOrDefault("d2l", "none");
        sentences.add(d2l);
        statuses.forEach((preset, status) -> {
            if (!status.split(" ", 3)[1].equals(d2l.split(" ", 3)[1])) {
                sentences.add(preset + ": " + status);
            }
        });
        return String.join(" ", sentences);
    }

    /** What the JVM warns of, and which options it lacks. */
    String notes() {
        List<String> notes = new ArrayList<>();
        if (!lacking.isEmpty()) {
            notes.add("JDK " + jdk + " has no " + String.join(", ", lacking) + ".");
        }
        if (run != null) {
            WARNING.matcher(run.output())
                    .results()
                    .map(warning -> warning.group(1))
                    .distinct()
                    .forEach(notes::add);
        }
        return String.join(" ", notes);
    }

    Duration time() {
        return isSkipped() ? Duration.ZERO : run.time();
    }
}
