// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Writes the cases as JSON, from their lines: a step has all that it needs, also what the lines do not repeat, and the
 * right results. Floats stay the digits of their bits.
 */
final class JsonCases {

    private static final Set<String> ROWS =
            Set.of("params", "squareAverage", "gradientAverage", "momentumBuffer", "grads");

    private final Map<String, List<Map<String, Object>>> results;
    private final List<Map<String, Object>> cases = new ArrayList<>();
    private Map<String, Object> next = new LinkedHashMap<>(); // the case that is being read
    private List<Map<String, Object>> steps = new ArrayList<>();
    private final Map<String, Object> settings = new LinkedHashMap<>();
    private Map<String, Object> place = Map.of();
    private List<String> grads;

    private JsonCases(Map<String, List<Map<String, Object>>> results) {
        this.results = results;
    }

    /** Writes a file for each group into a folder, and a manifest of their hashes. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        Map<String, String> files = new TreeMap<>();
        for (String group : Vectors.GROUPS) {
            files.put(group + ".json", of(group));
        }
        files.put(Vectors.MANIFEST, Vectors.manifest(files));
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
    }

    /** The cases of a group. */
    static String of(String group) {
        JsonCases reader = new JsonCases(results(Vectors.resultsText(group)));
        Vectors.casesText(group).lines().forEach(line -> reader.take(line.split(" ", -1)));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("formatVersion", CaseText.VERSION);
        json.put("group", group);
        json.put("cases", reader.cases);
        return Json.of(json);
    }

    private static Map<String, List<Map<String, Object>>> results(String text) {
        Map<String, List<Map<String, Object>>> results = new HashMap<>();
        List<Map<String, Object>> steps = new ArrayList<>();
        for (String line : text.lines().toList()) {
            String[] words = line.split(" ", -1);
            if (words[0].equals("case")) {
                steps = new ArrayList<>();
                results.put(words[1], steps);
            } else if (words[0].equals("step")) {
                steps.add(new LinkedHashMap<>());
            } else if (ROWS.contains(words[0])) {
                steps.get(steps.size() - 1).put(words[0], values(words));
            }
        }
        return results;
    }

    private void take(String[] words) {
        switch (words[0]) {
            case "rmsprop-case" -> {
                next = new LinkedHashMap<>();
                steps = new ArrayList<>();
                grads = null;
            }
            case "case" -> next.put("name", words[1]);
            case "preset" -> next.put("preset", words[1]);
            case "length", "gradsLength" -> next.put(words[0], Integer.valueOf(words[1]));
            case "slice" -> {
                place = new LinkedHashMap<>();
                place.put("offset", Integer.valueOf(words[1]));
                place.put("gradsOffset", Integer.valueOf(words[1]));
                place.put("length", Integer.valueOf(words[2]));
            }
            case "gradsOffset" -> place.put("gradsOffset", Integer.valueOf(words[1]));
            case "rows" -> {
                place = new LinkedHashMap<>();
                place.put("rowLength", Integer.valueOf(words[1]));
                place.put(
                        "rows",
                        values(words).subList(1, words.length - 1).stream()
                                .map(Integer::valueOf)
                                .toList());
            }
            case "grads" -> grads = values(words);
            case "step" -> steps.add(step());
            case "end" -> {
                next.put("steps", steps);
                cases.add(next);
            }
            default -> {
                if (ROWS.contains(words[0])) {
                    next.put(words[0], values(words));
                } else {
                    settings.put(words[0], setting(words[1]));
                }
            }
        }
    }

    private Map<String, Object> step() {
        Map<String, Object> step = new LinkedHashMap<>(settings);
        step.putAll(place);
        if (grads != null) {
            step.put("grads", grads);
            grads = null;
        }
        step.put("results", results.get(next.get("name").toString()).get(steps.size()));
        return step;
    }

    private static Object setting(String word) {
        return word.equals("true") || word.equals("false") ? Boolean.valueOf(word) : Double.valueOf(word);
    }

    private static List<String> values(String[] words) {
        return List.of(words).subList(1, words.length);
    }
}
