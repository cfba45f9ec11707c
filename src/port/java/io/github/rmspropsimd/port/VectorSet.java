// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The test vectors of one version of the format. Read once, and never written to. */
public final class VectorSet {

    private static final Map<Integer, VectorSet> ALL = Map.of(
            1,
            new VectorSet(1, Vectors.GROUPS.subList(0, Vectors.GROUPS.indexOf(Vectors.ROWS)), "v1/"),
            CaseText.VERSION,
            new VectorSet(CaseText.VERSION, Vectors.GROUPS, ""));

    private final int version;
    private final List<String> groups;
    private final String folder;
    private final Map<String, List<PortCase>> cases = new ConcurrentHashMap<>();

    private VectorSet(int version, List<String> groups, String folder) {
        this.version = version;
        this.groups = groups;
        this.folder = folder;
    }

    /** Those of a version, or null if there is no such version. */
    static VectorSet of(int version) {
        return ALL.get(version);
    }

    int version() {
        return version;
    }

    boolean isCurrent() {
        return version == CaseText.VERSION;
    }

    /** What a port can claim. */
    List<String> groups() {
        return groups;
    }

    List<PortCase> cases(String group) {
        return cases.computeIfAbsent(group, name -> CaseReader.read(version, casesText(name)));
    }

    /** The file of the cases. */
    String casesText(String group) {
        return checked(Vectors.casesFile(group));
    }

    /** The file of the right results. */
    String resultsText(String group) {
        return checked(Vectors.resultsFile(group));
    }

    /** The cases of all groups by their names. */
    Map<String, PortCase> byName() {
        Map<String, PortCase> named = new LinkedHashMap<>();
        groups.forEach(group -> cases(group).forEach(c -> named.put(c.name(), c)));
        return named;
    }

    /** What is shown after each step, by the names of the cases. */
    Map<String, List<Map<Buffer, float[]>>> results(String group) {
        try {
            return OutputReader.read(Vectors.resultsFile(group), resultsText(group))
                    .results();
        } catch (MalformedOutputException e) {
            throw new DamagedVectorsException(e);
        }
    }

    private String checked(String file) {
        return Vectors.checked(
                folder + file,
                Vectors.resource("vectors/" + folder + file),
                Vectors.resource("vectors/" + folder + Vectors.MANIFEST));
    }
}
