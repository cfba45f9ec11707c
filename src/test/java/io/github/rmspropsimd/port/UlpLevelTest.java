// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The level ulp lets an implementation fuse, flush and compute in a wider format, and compute no other formula. */
class UlpLevelTest {

    static final List<String> GROUPS = Vectors.GROUPS;

    /** The groups whose cases are for what formulas compute. */
    static final List<String> FORMULAS = GROUPS.subList(0, GROUPS.indexOf(Vectors.ROWS));

    private static final List<String> ALLOWED = List.of(
            "fused multiply-add",
            "no fused multiply-add",
            "the other product fused",
            "subnormal ",
            "each line computed in double, and then rounded",
            "computed in double, rounded");

    private final Formulas formulas = Formulas.of(Vectors.document());

    @ParameterizedTest
    @FieldSource("GROUPS")
    void whatIsRightPasses(String group) {
        assertEquals(null, level(group, Recipe.RIGHT).outside());
    }

    @ParameterizedTest
    @FieldSource("FORMULAS")
    void whatFusesFlushesOrIsWiderPasses(String group) {
        List<Mistake> allowed = mistakes(group).stream()
                .filter(mistake -> ALLOWED.stream().anyMatch(mistake.name()::startsWith))
                .toList();
        assertTrue(allowed.size() >= 6, allowed.toString());
        for (Mistake mistake : allowed) {
            UlpLevel level = level(group, mistake.recipe());
            assertEquals(null, level.outside(), mistake.name());
            assertEquals(mistake.name().startsWith("subnormal "), level.flushed() > 0, mistake.name());
        }
    }

    @ParameterizedTest
    @FieldSource("FORMULAS")
    void anotherFormulaDoesNot(String group) {
        Set<String> others = FormulaMistakes.all().stream().map(Mistake::name).collect(Collectors.toSet());
        List<Mistake> refused = mistakes(group).stream()
                .filter(mistake -> others.contains(mistake.name()))
                .toList();
        assertTrue(refused.size() >= 4, refused.toString());
        for (Mistake mistake : refused) {
            assertFalse(level(group, mistake.recipe()).outside() == null, mistake.name());
        }
    }

    @Test
    void anOperationMayBeWrongByAsManyUnitsAsTheDocumentSays() {
        String units = "wrong by up to " + Interval.ULPS + " units in the last place";
        assertTrue(Vectors.document().contains(units), units);
        float unit = Math.ulp(1.5f);
        for (String operation : List.of("*", "/", "+", "-")) {
            boolean sum = "+-".contains(operation);
            Interval result = Interval.apply(operation, List.of(Interval.of(1.5f), Interval.of(sum ? 0 : 1)));
            assertTrue(result.contains(1.5f - 4 * unit) && result.contains(1.5f + 4 * unit), operation);
            assertFalse(result.contains(1.5f - 5 * unit) || result.contains(1.5f + 5 * unit), operation);
        }
        Interval root = Interval.apply("sqrt", List.of(Interval.of(2.25f)));
        assertTrue(root.contains(1.5f + 4 * unit) && !root.contains(1.5f + 5 * unit));
    }

    @Test
    void zeroIsExact() {
        Interval zero = Interval.apply("*", List.of(Interval.of(0), Interval.of(3)));
        assertTrue(zero.contains(0) && zero.contains(-0f));
        assertFalse(zero.contains(Float.MIN_VALUE) || zero.contains(-Float.MIN_VALUE));
        assertFalse(Interval.apply("sqrt", List.of(zero)).contains(Float.NaN));
    }

    /** Of operands that may be infinite, or of which one may be 0, not all are invalid. */
    @Test
    void whatIsInvalidForSomeOperandsMayStillBeANumber() {
        Interval infinity = Interval.of(Float.POSITIVE_INFINITY);
        Interval wide = Interval.apply("/", List.of(Interval.of(1), Interval.of(Float.MIN_VALUE)));
        assertTrue(wide.contains(Float.POSITIVE_INFINITY) && wide.contains(1e38f));
        assertTrue(Interval.apply("*", List.of(wide, Interval.of(0))).contains(0));
        assertTrue(Interval.apply("/", List.of(wide, infinity)).contains(0));
        assertFalse(Interval.apply("*", List.of(infinity, Interval.of(0))).contains(0));
        assertFalse(Interval.apply("-", List.of(infinity, infinity)).contains(0));
    }

    private List<Mistake> mistakes(String group) {
        return new Mistakes(Vectors.cases(group), formulas).single();
    }

    private UlpLevel level(String group, Recipe recipe) {
        UlpLevel level = new UlpLevel(formulas);
        Model model = new Model(formulas, recipe);
        Vectors.cases(group).forEach(c -> level.check(c, model.run(c)));
        return level;
    }
}
