// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether each group in a port's output reaches a level: as text, as JSON, and as a badge. */
final class Verdict {

    /** Groups that have few cases of what other groups are for, and count only together with those. */
    private static final Map<String, List<String>> BASES =
            Map.of("d2l-switches", List.of("d2l"), Vectors.ROWS, List.of("d2l", "d2l-switches"));

    private static final String BADGE_LABEL = "rmsprop-simd conformance";

    private final OutputFiles files;
    private final Level demanded;
    private final List<GroupCheck> checks = new ArrayList<>();
    private final List<String> untried = new ArrayList<>();

    private Verdict(OutputFiles files, Level demanded) {
        this.files = files;
        this.demanded = demanded;
    }

    static Verdict of(OutputFiles files, Level demanded) {
        Verdict verdict = new Verdict(files, demanded);
        Formulas formulas = Formulas.of(Vectors.document());
        for (String group : files.vectors().groups()) {
            if (files.results().keySet().stream().anyMatch(name -> isOf(group, name))) {
                verdict.checks.add(GroupCheck.of(files.vectors(), group, formulas, files.results()));
            } else {
                verdict.untried.add(group);
            }
        }
        return verdict;
    }

    private static boolean isOf(String group, String caseName) {
        return caseName.startsWith(group + "/");
    }

    boolean passes() {
        return groups(false).isEmpty();
    }

    private boolean passes(GroupCheck check) {
        return check.reaches(demanded) && lacking(check.group()).isEmpty();
    }

    /** The groups that this one counts only together with, and that are not in the output. */
    private List<String> lacking(String group) {
        return BASES.getOrDefault(group, List.of()).stream()
                .filter(untried::contains)
                .toList();
    }

    /** The groups that pass, or those that fail. */
    private List<String> groups(boolean passing) {
        return checks.stream()
                .filter(check -> passes(check) == passing)
                .map(GroupCheck::group)
                .toList();
    }

    private boolean isCurrent() {
        return files.vectors().isCurrent();
    }

    /** The last line is the verdict on the whole. */
    List<String> text() {
        List<String> lines = new ArrayList<>();
        checks.forEach(check -> lines.addAll(check.report()));
        if (!untried.isEmpty()) {
            lines.add("Not in the output, so not claimed: " + String.join(", ", untried));
        }
        for (GroupCheck check : checks) {
            for (String base : check.reaches(demanded) ? lacking(check.group()) : List.<String>of()) {
                lines.add(check.group() + " counts only together with " + base + ", of which no case is in the output");
            }
        }
        String version = isCurrent() ? "" : " (version " + files.vectors().version() + " of the format)";
        lines.add((passes() ? "PASS" : "FAIL") + " at level " + demanded + ": " + String.join(", ", groups(passes()))
                + version);
        return lines;
    }

    String json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("pass", passes());
        json.put("demandedLevel", demanded.toString());
        json.put("formatVersion", files.vectors().version());
        json.put(
                "files",
                files.casesByFile().entrySet().stream()
                        .map(file -> file(file.getKey(), file.getValue()))
                        .toList());
        json.put("groups", checks.stream().map(this::group).toList());
        json.put("unclaimedGroups", untried);
        return Json.of(json);
    }

    private Map<String, Object> file(String name, List<String> cases) {
        List<GroupCheck> in = checks.stream()
                .filter(check -> cases.stream().anyMatch(each -> isOf(check.group(), each)))
                .toList();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("file", name);
        json.put("pass", in.stream().allMatch(this::passes));
        json.put("formatVersion", files.vectors().version());
        json.put("cases", cases.size());
        json.put("groups", in.stream().map(GroupCheck::group).toList());
        return json;
    }

    private Map<String, Object> group(GroupCheck check) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("group", check.group());
        json.put("pass", passes(check));
        json.putAll(check.findings());
        if (!lacking(check.group()).isEmpty()) {
            json.put("neededGroups", lacking(check.group()));
        }
        return json;
    }

    String badge() {
        if (!passes()) {
            return badge("fails " + String.join(", ", groups(false)), "red");
        }
        String groups = untried.isEmpty() ? "all groups" : String.join(", ", groups(true));
        String version = isCurrent() ? "" : " (version " + files.vectors().version() + ")";
        return badge(demanded + ": " + groups + version, demanded == Level.BITS ? "brightgreen" : "green");
    }

    /** The badge of an output without a verdict. */
    static String badgeWithout() {
        return badge("no verdict", "lightgrey");
    }

    private static String badge(String message, String colour) {
        Map<String, Object> badge = new LinkedHashMap<>();
        badge.put("schemaVersion", 1);
        badge.put("label", BADGE_LABEL);
        badge.put("message", message);
        badge.put("color", colour);
        return Json.of(badge);
    }
}
