// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rmspropsimd.RmsProp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The test vectors are what they are said to be, and strong enough to tell the known mistakes. */
class VectorsTest {

    static final List<String> GROUPS = Vectors.GROUPS;

    /** The groups whose cases are for what formulas compute. */
    static final List<String> FORMULAS = GROUPS.subList(0, GROUPS.indexOf(Vectors.ROWS));

    private static final Path FOLDER = Path.of(System.getProperty("basedir", "."), "src", "port", "vectors");

    @Test
    void madeAnewTheyHaveTheSameBytes() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> folder = Files.list(FOLDER)) {
            for (Path file : folder.filter(Files::isRegularFile).toList()) {
                files.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        Map<String, String> generated = Generate.files();
        assertEquals(generated.keySet(), files.keySet());
        generated.forEach((name, text) -> assertTrue(text.equals(files.get(name)), name + " is another"));
        int bytes = files.values().stream().mapToInt(String::length).sum();
        assertTrue(bytes > 1_000_000 && bytes <= 1_500_000, bytes + " bytes");
    }

    @Test
    void damagedOnesAreRefused() throws IOException {
        String file = Vectors.casesFile("d2l");
        String text = Files.readString(FOLDER.resolve(file));
        String manifest = Files.readString(FOLDER.resolve(Vectors.MANIFEST));
        assertEquals(text, Vectors.checked(file, text, manifest));
        String damaged = text.replaceFirst("3f", "3e");
        String message = assertThrows(IllegalStateException.class, () -> Vectors.checked(file, damaged, manifest))
                .getMessage();
        assertTrue(message.startsWith("vectors/d2l.txt has the SHA-256 " + Vectors.hash(damaged)), message);
    }

    @ParameterizedTest
    @FieldSource("FORMULAS")
    void theyCoverWhatTheyHaveTo(String group) {
        Set<String> settings = new TreeSet<>();
        Set<String> gradients = new TreeSet<>();
        Set<String> changes = new TreeSet<>();
        Set<String> roundedToZero = new TreeSet<>();
        Set<Integer> lengths = new TreeSet<>();
        int longest = 0;
        for (PortCase c : Vectors.cases(group)) {
            lengths.add(c.length());
            longest = Math.max(longest, c.steps().size());
            PortStep before = c.steps().get(0);
            for (PortStep step : c.steps()) {
                settings.addAll(RuleSetting.switchedOn(step.rule()));
                changes.addAll(changes(before, step));
                roundedToZero.addAll(roundedToZero(step.rule()));
                for (Slice slice : step.slices()) {
                    assertTrue(slice.equals(slice.within(c.length(), c.gradsLength())), c.name());
                }
                assertTrue(c.length() <= 100 && c.gradsLength() <= 110, c.name());
                for (int i = 0; step.grads() != null && i < step.grads().length; i++) {
                    gradients.add(kind(step.grads()[i]));
                }
                before = step;
            }
            assertTrue(CaseText.ofCase(c).lines().allMatch(line -> line.length() < 1_000), c.name());
        }
        Set<String> possible = new TreeSet<>();
        RuleSwitch.sets(group).forEach(rule -> possible.addAll(RuleSetting.switchedOn(rule)));
        assertEquals(possible, settings);
        assertEquals(Set.of("NaN", "infinity", "-infinity", "0", "-0", "subnormal", "huge", "ordinary"), gradients);
        assertEquals(allChanges(group), changes);
        Set<String> numbers = new TreeSet<>(Set.of("momentum", "weightDecay", "decoupledWeightDecay"));
        numbers.retainAll(possible);
        if (group.equals("mxnet")) {
            numbers.remove("momentum"); // by which nothing is switched on
        }
        assertEquals(numbers, roundedToZero);
        assertTrue(longest >= 50, longest + " steps");
        if (!group.equals("d2l-switches")) { // whose plain rule is that of d2l
            assertTrue(lengths.containsAll(List.of(1, 3, 4, 5, 7, 8, 9, 15, 16, 17, 33)), lengths.toString());
        }
    }

    /** Settings above 0 as a double, and not as a float: they are off. */
    private static Set<String> roundedToZero(RmsProp rule) {
        Set<String> names = new TreeSet<>();
        for (RuleSetting setting : RuleSetting.values()) {
            if (setting.get(rule) instanceof Double number && number > 0 && number.floatValue() == 0) {
                names.add(setting.key);
            }
        }
        return names;
    }

    /** What changes in mid-run, and what changes to 0 and from it. */
    private static Set<String> changes(PortStep before, PortStep step) {
        Set<String> changes = new TreeSet<>();
        for (RuleSetting setting : RuleSetting.values()) {
            changes.addAll(changes(setting.key, setting.get(before.rule()), setting.get(step.rule())));
        }
        changes.addAll(changes("learningRate", before.learningRate(), step.learningRate()));
        changes.addAll(changes("gradientScale", before.gradientScale(), step.gradientScale()));
        changes.addAll(changes("slice", before.place(), step.place()));
        return changes;
    }

    private static Set<String> changes(String name, Object from, Object to) {
        if (from.equals(to)) {
            return Set.of();
        }
        if (from.equals(0.0) || to.equals(0.0)) {
            return Set.of(name, name + (to.equals(0.0) ? " to 0" : " from 0"));
        }
        return from instanceof Boolean ? Set.of(name + " to " + to) : Set.of(name);
    }

    /** All that can change in a group. */
    private static Set<String> allChanges(String group) {
        Set<String> all = new TreeSet<>(Set.of("decay", "epsilon", "learningRate", "gradientScale", "slice"));
        Set<RmsProp> rules = RuleSwitch.sets(group);
        for (RuleSetting setting : RuleSetting.values()) {
            Set<Object> values = rules.stream().map(setting::get).collect(Collectors.toSet());
            boolean on = values.contains(true);
            if (values.size() > 1) {
                all.addAll(on ? Set.of(setting.key + " to true", setting.key + " to false") : Set.of(setting.key));
            }
        }
        for (String number : List.copyOf(all)) {
            if (!number.contains(" to ") && !Set.of("epsilon", "slice").contains(number)) {
                all.addAll(Set.of(number + " from 0", number + " to 0"));
            }
        }
        return all;
    }

    private static String kind(float value) {
        if (Float.isNaN(value)) {
            return "NaN";
        }
        String sign = Math.copySign(1, value) < 0 ? "-" : "";
        if (Float.isInfinite(value)) {
            return sign + "infinity";
        }
        if (value == 0) {
            return sign + "0";
        }
        return Math.abs(value) < Float.MIN_NORMAL ? "subnormal" : Math.abs(value) > 1e37 ? "huge" : "ordinary";
    }

    /** Two names of what is one computation in all or in some presets. */
    private static final Pattern SYNONYMS = Pattern.compile("""
            subnormal operands taken for 0 = subnormal operands and results flushed to 0|\
            varianceClamped has no effect, as if always on = the variance is clamped where it must not be|\
            whether (\\w+) is on, as in the first step, in all = \\1 of the first step in all|\
            \\w+ is always 0.0 = .+ has no effect|\
            (decay .+), but not oneMinusDecay = \\2|\
            1 - decay subtracted in double from .+ = 1 - decay subtracted in float in place of double""");

    /**
     * Each known mistake has results of its own: it is seen, and taken for no other but a synonym. What a mistake makes of
     * settings or elements can be nothing in a group whose cases have them in one way only.
     */
    @ParameterizedTest
    @FieldSource("FORMULAS")
    void theyTellMistakesApart(String group) {
        Formulas formulas = Formulas.of(Vectors.document());
        List<PortCase> cases = Vectors.cases(group);
        Map<String, String> names = new HashMap<>();
        String right = results(cases, new Model(formulas, Recipe.RIGHT));
        List<String> alike = new ArrayList<>();
        for (Mistake mistake : new Mistakes(cases, formulas).single()) {
            String results = results(cases, new Model(formulas, mistake.recipe()));
            String other = results.equals(right) ? "no mistake" : names.putIfAbsent(results, mistake.name());
            boolean mayBeNone = results.equals(right) && mistake.recipe().changesElementsOrSettings();
            String pair = mistake.name() + " = " + other;
            if (other != null && !mayBeNone && !SYNONYMS.matcher(pair).matches()) {
                alike.add(pair);
            }
        }
        assertEquals("", String.join("\n", alike));
    }

    private static String results(List<PortCase> cases, Model model) {
        return Vectors.hash(
                cases.stream().map(c -> CaseText.ofResults(c, model.run(c))).collect(Collectors.joining()));
    }

    /** The model of the checker itself, on the very files. */
    @ParameterizedTest
    @FieldSource("GROUPS")
    void theFormulasGiveTheirResults(String group) {
        Model model = new Model(Formulas.of(Vectors.document()), Recipe.RIGHT);
        for (PortCase c : Vectors.cases(group)) {
            assertNull(Difference.first(c, Vectors.results(group).get(c.name()), model.run(c)));
        }
    }
}
