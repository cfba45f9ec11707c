// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.test.whitebox.WhiteBox;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How kernels become fast in fresh JVMs: unseen by who steps, not before they are, and not at all where they cannot. */
class WarmingTest {

    private static final String WARM = "SIMD serves with " + VectorLoop.lanes() + " lanes, after ";
    private static final String MIXING_ON = "-D" + SystemProperties.MIXING + "=on";
    private static final String SHORT_TIMEOUT = "-D" + SystemProperties.WARMING_TIMEOUT + "=2";

    @Test
    void theSwitchInMidTrainingChangesNothing() {
        FreshJvm.Result result = run("switch");
        assertLine(result, "at first: SCALAR serves until the vector loop is warm.");
        assertLine(result, "thread: a daemon");
        assertLine(result, "settled: SIMD");
        assertLine(result, "steps: before and after");
        assertLine(result, "then: " + WARM);
        assertLine(result, "thread: ended");
        assertFalse(result.out().contains("alive"), result.out());
    }

    /**
     * Ten rules, ready one after the other in one JVM, called from one place. Of a path that falls back into the interpreter
     * a single step would allocate some 200 bytes or more; the JVM itself sometimes allocates a few.
     */
    @ParameterizedTest
    @CsvSource({"16, auto", "16, on", "32, auto", "32, on", "32, try", "64, auto", "64, on"})
    void onceReadyNoFirstUseOfAnyPathAllocates(int vectorSize, String mixing) {
        Assumptions.assumeTrue(
                vectorSize <= VectorLoop.lanes() * Float.BYTES, "this processor has no vectors of that size");
        assumeMixes(mixing.equals("on") || mixing.equals("try"));
        FreshJvm.Result result =
                run("paths", "-XX:MaxVectorSize=" + vectorSize, "-D" + SystemProperties.MIXING + "=" + mixing);
        if (mixing.equals("on") || mixing.equals("try")) {
            assertLine(result, "decided: " + WarmingProbe.RULES_THAT_MIX);
        }
        if (mixing.equals("on")) {
            // C2 boxes one now and then, which then is not mixed.
            long mixed = result.out()
                    .lines()
                    .filter(line -> line.startsWith("mixed: "))
                    .mapToLong(line -> Long.parseLong(line.substring("mixed: ".length())))
                    .sum();
            assertTrue(mixed >= WarmingProbe.RULES_THAT_MIX - 2, result.out());
        }
        List<String> bytes = result.checkedOut()
                .lines()
                .filter(line -> line.startsWith("bytes: "))
                .toList();
        assertEquals(2 * WarmingProbe.RULES.size(), bytes.size(), result.out());
        assertTrue(bytes.stream().allMatch(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) < 150), result.out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-XX:+UseG1GC",
                "-XX:+UseZGC",
                "-XX:+UseSerialGC",
                "-XX:+UseParallelGC",
                "-XX:-TieredCompilation",
                "-XX:ActiveProcessorCount=1",
                "-XX:-UseOnStackReplacement",
                "-XX:-BackgroundCompilation"
            })
    void itIsReadyUnderManyOptions(String option) {
        FreshJvm.Result result = run("settle", option);
        assertSettledRightly(result);
        assertLine(result, "settled: " + WARM);
    }

    /** C2 is refused the loop, or its parts. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-XX:CompileCommand=quiet -XX:CompileCommand=exclude,io.github.rmspropsimd.VectorLoop*::stepInVectors",
                "-XX:CompileCommand=quiet -XX:CompileCommand=exclude,io.github.rmspropsimd.VectorLoop*::stepWithRest",
                "-XX:CompileCommand=quiet -XX:CompileCommand=dontinline,jdk.incubator.vector.*::*"
            })
    void whereC2DoesNotCompileItScalarServesOn(String options) {
        Assumptions.assumeTrue(
                VectorLoop.lanes() > 4 || !options.contains("Rest"), "with 4 lanes no vector overlaps another");
        FreshJvm.Result result = run("settle", (options + " " + SHORT_TIMEOUT).split(" "));
        assertSettledRightly(result);
        assertLine(
                result,
                "settled: SCALAR serves, since after 2 s of warming the vector loop still allocates, so that C2");
    }

    /** Whether that happens depends on the JDK: 25 stops compiling here, 17 makes room even so. */
    @Test
    void aFullCodeCacheDoesNotFoolIt() {
        FreshJvm.Result result = run(
                "crowded",
                "-XX:ReservedCodeCacheSize=2560k",
                "-XX:-SegmentedCodeCache",
                "-XX:-UseCodeCacheFlushing",
                SHORT_TIMEOUT);
        assertSettledRightly(result);
        if ((result.out() + result.err()).contains("Compiler has been disabled")) {
            assertLine(result, "settled: SCALAR serves, since after 2 s of warming the vector loop still allocates");
        }
    }

    /** Eight busy threads for two processors: it may take long, but what is said in the end is true. */
    @Test
    void starvedCompilersDoNotFoolIt() {
        assertSettledRightly(run("busy"));
    }

    @Test
    void aCounterThatIsSwitchedOffDoesNotFoolIt() {
        FreshJvm.Result result = run("uncounted", SHORT_TIMEOUT);
        assertLine(
                result, "off before: SCALAR serves, since this JVM does not count the bytes that a thread allocates");
        assertLine(result, "off meanwhile: SCALAR serves, since the JVM's count of allocated bytes");
    }

    @Test
    void thePropertyAndTheCallSwitchItOffAndStartIt() {
        FreshJvm.Result result = run("off", "-D" + SystemProperties.WARMING + "=off");
        assertLine(result, "at first: SCALAR serves, since nothing warms the vector loop; call warmUp() on the rule");
        assertLine(result, "later: SCALAR, settled false");
        assertLine(result, "switched on: SCALAR serves until the vector loop is warm.");
        assertLine(result, "switched off: SCALAR serves, since nothing warms the vector loop");
        assertLine(result, "warmed: " + WARM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "soon"})
    void aSenselessTimeoutIsToldAndTheDefaultTaken(String timeout) {
        FreshJvm.Result result = run("settle", "-D" + SystemProperties.WARMING_TIMEOUT + "=" + timeout);
        assertLine(result, "settled: " + WARM);
        assertTrue(
                result.err()
                        .contains(SystemProperties.WARMING_TIMEOUT + " = " + timeout
                                + " must be a whole number above 0; 30 is taken."),
                result.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-XX:+UseG1GC", "-XX:+UseSerialGC", MIXING_ON})
    void whenItsCompiledCodeIsLostScalarServesUntilItIsBack(String option, @TempDir Path folder) throws IOException {
        assumeMixes(option.equals(MIXING_ON));
        String file = WhiteBox.class.getName().replace('.', '/') + ".class";
        Path copy = folder.resolve(file);
        Files.createDirectories(copy.getParent());
        Files.copy(FreshJvm.classesOf(WhiteBox.class).resolve(file), copy);
        FreshJvm.Result result = run(
                "lose", option, "-Xbootclasspath/a:" + folder, "-XX:+UnlockDiagnosticVMOptions", "-XX:+WhiteBoxAPI");
        assertLine(result, "ready: true");
        assertLine(result, "after a collection: SIMD");
        assertLine(result, "lost: SCALAR serves until the vector loop is warm again: its compiled code was lost.");
        assertLine(result, "recovered: true");
        assertLine(result, "bytes: 0");
    }

    private static void assumeMixes(boolean mixing) {
        Assumptions.assumeTrue(!mixing || Runtime.version().feature() >= 25, "this JDK does not mix");
    }

    private static FreshJvm.Result run(String what, String... options) {
        List<String> all = new ArrayList<>(FreshJvm.VECTOR_MODULE);
        all.addAll(List.of(options));
        return FreshJvm.run(all, WarmingProbe.class, what);
    }

    /** Steps are right before and after, and allocate nothing whoever serves. */
    private static void assertSettledRightly(FreshJvm.Result result) {
        assertEquals(
                2, result.checkedOut().lines().filter("steps: right"::equals).count(), result.out());
        assertLine(result, "decided: true");
        assertLine(result, "bytes: 0");
    }

    private static void assertLine(FreshJvm.Result result, String start) {
        assertTrue(
                result.checkedOut().lines().anyMatch(line -> line.startsWith(start)),
                () -> "no line '" + start + "' in\n" + result.out() + result.err());
    }
}
