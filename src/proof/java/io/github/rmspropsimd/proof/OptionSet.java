// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Options of one JVM of the matrix, in the order of its command line. JDKs that lack the seed of a stress run without it.
 */
record OptionSet(List<String> options) {

    private static final Pattern FLAG = Pattern.compile("-XX:[+-]?(\\w+)(=.*)?");
    private static final String DIAGNOSTIC = "-XX:+UnlockDiagnosticVMOptions";
    private static final String EXPERIMENTAL = "-XX:+UnlockExperimentalVMOptions";

    /** With a fixed seed, so that a failure can be repeated. */
    private static final List<String> STRESSES = List.of(
            "StressIGVN",
            "StressGCM",
            "StressLCM",
            "StressCCP",
            "StressMethodHandleLinkerInlining",
            "StressReflectiveCode");

    static List<OptionSet> all() {
        List<OptionSet> sets = new ArrayList<>();
        sets.add(of());
        for (String collector : List.of("Serial", "Parallel", "G1", "Z", "Shenandoah")) {
            sets.add(of("-XX:+Use" + collector + "GC", "-Xmx64m"));
        }
        // Nothing is freed: 64 MB hold what SCALAR computes, and not the garbage of the warm-ups of all rules.
        sets.add(of(EXPERIMENTAL, "-XX:+UseEpsilonGC", "-Xmx64m", "-Dio.github.rmspropsimd.backend=scalar"));
        sets.add(of(EXPERIMENTAL, "-XX:+UseEpsilonGC", "-Xmx3g"));
        for (String size : List.of("2560k", "4m", "8m")) {
            sets.add(of("-XX:ReservedCodeCacheSize=" + size));
        }
        Stream.of("-XX:-TieredCompilation", "-Xcomp", "-Xint", "-XX:TieredStopAtLevel=1")
                .map(OptionSet::of)
                .forEach(sets::add);
        for (String stress : STRESSES) {
            sets.add(of(DIAGNOSTIC, "-XX:+" + stress, "-XX:StressSeed=42"));
        }
        Stream.of(
                        "-XX:-UseCompressedOops",
                        "-XX:ObjectAlignmentInBytes=16",
                        "-XX:+UseCompactObjectHeaders",
                        "-XX:ActiveProcessorCount=1",
                        "-XX:UseAVX=0",
                        "-XX:UseAVX=1",
                        "-XX:UseAVX=2",
                        "-XX:UseAVX=3",
                        "-XX:MaxVectorSize=16",
                        "-XX:MaxVectorSize=32",
                        "-XX:MaxVectorSize=64")
                .map(OptionSet::of)
                .forEach(sets::add);
        return sets;
    }

    private static OptionSet of(String... options) {
        return new OptionSet(List.of(options));
    }

    /** The options that a JVM with these flags has. */
    OptionSet known(Set<String> flags) {
        return new OptionSet(
                options.stream().filter(option -> isKnown(option, flags)).toList());
    }

    /** The options that a JVM with these flags lacks. */
    List<String> unknown(Set<String> flags) {
        return options.stream().filter(option -> !isKnown(option, flags)).toList();
    }

    /** Whether such a JVM lacks what the set is about, which is more than a seed. */
    boolean isPointless(Set<String> flags) {
        return unknown(flags).stream().anyMatch(option -> !option.startsWith("-XX:StressSeed"));
    }

    private static boolean isKnown(String option, Set<String> flags) {
        Matcher flag = FLAG.matcher(option);
        return !flag.matches() || flags.contains(flag.group(1));
    }

    /** As on a command line. */
    @Override
    public String toString() {
        String text = String.join(" ", options);
        return text.isEmpty() ? "(none)" : text;
    }
}
