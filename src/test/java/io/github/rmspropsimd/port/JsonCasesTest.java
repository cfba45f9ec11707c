// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.harrel.jsonschema.SchemaResolver;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.GsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The JSON form of the cases says what their lines say, and its schema describes it. */
class JsonCasesTest {

    static final List<String> GROUPS = Vectors.GROUPS;

    private static final URI SCHEMA = URI.create("https://rmsprop.example/cases");
    private static final List<String> STATE = List.of("squareAverage", "gradientAverage", "momentumBuffer");
    private static final Set<String> NO_SETTINGS =
            Set.of("offset", "length", "gradsOffset", "rowLength", "rows", "grads", "results");

    private static Validator.Result validate(String json) throws IOException {
        Validator validator = new ValidatorFactory()
                .withJsonNodeFactory(new GsonNode.Factory())
                .withSchemaResolver(uri -> SchemaResolver.Result.empty())
                .createValidator();
        validator.registerSchema(SCHEMA, Files.readString(PortProcess.FOLDER.resolve("cases.schema.json")));
        return validator.validate(SCHEMA, json);
    }

    @ParameterizedTest
    @FieldSource("GROUPS")
    void theSchemaDescribesIt(String group) throws IOException {
        Validator.Result result = validate(JsonCases.of(group));
        assertTrue(
                result.isValid(),
                () -> result.getErrors().stream()
                        .limit(5)
                        .map(error -> error.getInstanceLocation() + ": " + error.getError() + "\n")
                        .toList()
                        .toString());
    }

    @Test
    void theSchemaRefusesDamage() throws IOException {
        String right = JsonCases.of("d2l");
        String word = right.substring(right.indexOf("\"params\": [\"")).substring(12, 20);
        for (String[] damage : new String[][] {
            {"\"formatVersion\": ", "\"formatVersion\": 9"},
            {"\"group\": \"d2l\"", "\"group\": \"d2k\""},
            {"\"preset\": \"d2l\"", "\"preset\": \"adam\""},
            {"\"preset\": \"d2l\"", "\"preset\": \"d2l\", \"amsgrad\": true"},
            {word, word.substring(1)},
            {word, "3F8ABCDE"},
            {"\"decay\": 0.9,", ""},
            {"\"centered\": false", "\"centered\": 0"},
            {"\"maximize\"", "\"maximise\""},
            {"\"results\"", "\"result\""},
            {"\"offset\": 0", "\"offset\": -1"},
        }) {
            String damaged = right.replaceFirst(Pattern.quote(damage[0]), damage[1]);
            assertFalse(damaged.equals(right), damage[0]);
            assertFalse(validate(damaged).isValid(), damage[0] + " -> " + damage[1]);
        }
    }

    /** From the JSON alone come the bytes of both files of a group. */
    @ParameterizedTest
    @FieldSource("GROUPS")
    void theLinesComeBackFromIt(String group) throws IOException {
        JsonObject json = JsonParser.parseString(JsonCases.of(group)).getAsJsonObject();
        StringBuilder cases = new StringBuilder();
        StringBuilder results = new StringBuilder();
        for (JsonElement each : json.getAsJsonArray("cases")) {
            write(json.get("formatVersion").getAsInt(), each.getAsJsonObject(), cases, results);
        }
        assertEquals(Vectors.casesText(group), cases.toString());
        assertEquals(Vectors.resultsText(group), results.toString());
    }

    private static void write(int version, JsonObject c, StringBuilder cases, StringBuilder results) {
        line(cases, "rmsprop-case " + version);
        line(results, "rmsprop-output " + version);
        line(cases, "case " + c.get("name").getAsString());
        line(results, "case " + c.get("name").getAsString());
        line(cases, "preset " + c.get("preset").getAsString());
        List<String> before = List.of();
        int number = 0;
        for (JsonElement each : c.getAsJsonArray("steps")) {
            JsonObject step = each.getAsJsonObject();
            List<String> lines = lines(step);
            for (String line : lines) {
                if (!before.contains(line)) {
                    line(cases, line);
                }
            }
            before = lines;
            if (number++ == 0) {
                start(c, cases);
            }
            if (step.has("grads")) {
                row(cases, "grads", step.getAsJsonArray("grads"));
            }
            line(cases, "step " + number);
            line(results, "step " + number);
            JsonObject rows = step.getAsJsonObject("results");
            rows.keySet().forEach(name -> row(results, name, rows.getAsJsonArray(name)));
        }
        line(cases, "end");
        line(results, "end");
    }

    /** The settings of a step and its place. */
    private static List<String> lines(JsonObject step) {
        List<String> lines = new ArrayList<>();
        for (String key : step.keySet()) {
            if (!NO_SETTINGS.contains(key)) {
                lines.add(key + " " + step.get(key).getAsString());
            }
        }
        if (step.has("rows")) {
            StringBuilder rows =
                    new StringBuilder("rows " + step.get("rowLength").getAsInt());
            step.getAsJsonArray("rows").forEach(row -> rows.append(' ').append(row.getAsInt()));
            lines.add(rows.toString());
        } else {
            int offset = step.get("offset").getAsInt();
            int gradsOffset = step.get("gradsOffset").getAsInt();
            lines.add("slice " + offset + " " + step.get("length").getAsInt()
                    + (gradsOffset == offset ? "" : "\ngradsOffset " + gradsOffset));
        }
        return lines;
    }

    private static void start(JsonObject c, StringBuilder cases) {
        for (String length : List.of("length", "gradsLength")) {
            if (c.has(length)) {
                line(cases, length + " " + c.get(length).getAsInt());
            }
        }
        Stream.concat(Stream.of("params"), STATE.stream())
                .filter(c::has)
                .forEach(name -> row(cases, name, c.getAsJsonArray(name)));
    }

    private static void row(StringBuilder text, String name, JsonArray values) {
        text.append(name);
        values.forEach(value -> text.append(' ').append(value.getAsString()));
        text.append('\n');
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append('\n');
    }
}
