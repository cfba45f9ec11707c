// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rmspropsimd.internal.loop.LoopCache;
import io.github.rmspropsimd.internal.warmup.SystemProperties;
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
import org.junit.jupiter.params.provider.ValueSource;

/** The warm-up in fresh JVMs: unseen by callers, right in the end under all options, and off where SIMD cannot run. */
class WarmUpTest {

    private static final String COMPILED = "Running SIMD with " + LoopCache.lanes() + " lanes, compiled after ";
    private static final String SHORT_TIMEOUT = "-D" + SystemProperties.WARM_UP_TIMEOUT + "=2";
    private static final String STILL_ALLOCATES =
            "awaited: Running SCALAR: the vector loop still allocates after 2 s of warm-up, so C2 has not compiled it";

    @Test
    void theSwitchInMidTrainingChangesNothing() {
        FreshJvm.Result result = run("switch");
        assertLine(result, "at first: Running SCALAR until the vector loop is compiled.");
        assertLine(result, "thread: a daemon");
        assertLine(result, "steps: before and after");
        assertLine(result, "then: " + COMPILED);
        assertLine(result, "thread: ended");
    }

    /**
     * Ten rules in one JVM, called from one place. A single fall into the interpreter would allocate some 200 bytes or more;
     * the JVM itself allocates a few now and then.
     */
    @ParameterizedTest
    @ValueSource(ints = {16, 32, 64})
    void onceActiveNoFirstUseOfAnyPathAllocates(int vectorSize) {
        Assumptions.assumeTrue(
                vectorSize <= LoopCache.lanes() * Float.BYTES, "this processor has no vectors of that size");
        FreshJvm.Result result = run("paths", "-XX:MaxVectorSize=" + vectorSize);
        List<String> bytes = result.checkedOut()
                .lines()
                .filter(line -> line.startsWith("bytes: "))
                .toList();
        assertEquals(2 * WarmUpProbe.RULES.size(), bytes.size(), result.out());
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
    void itIsActiveUnderManyOptions(String option) {
        FreshJvm.Result result = run("await", option);
        assertRight(result);
        assertLine(result, "awaited: " + COMPILED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-XX:CompileCommand=quiet -XX:CompileCommand=exclude,io.github.rmspropsimd.internal.loop.VectorLoop*::step",
                "-XX:CompileCommand=quiet -XX:CompileCommand=dontinline,jdk.incubator.vector.*::*"
            })
    void whereC2DoesNotCompileItScalarStaysActive(String options) {
        FreshJvm.Result result = run("await", (options + " " + SHORT_TIMEOUT).split(" "));
        assertRight(result);
        assertLine(result, STILL_ALLOCATES);
    }

    /** What fails then depends on the JDK and on chance; steps are right, and no boxed loop is ever active. */
    @Test
    void aFullCodeCacheDoesNotFoolIt() {
        FreshJvm.Result result = run(
                "crowded",
                "-XX:ReservedCodeCacheSize=2560k",
                "-XX:-SegmentedCodeCache",
                "-XX:-UseCodeCacheFlushing",
                SHORT_TIMEOUT);
        assertRight(result);
        assertLine(result, "awaited: Running S");
    }

    /** Eight busy threads for two processors: it may take long, but the status is true in the end. */
    @Test
    void starvedCompilersDoNotFoolIt() {
        assertRight(run("busy"));
    }

    @Test
    void aCounterThatIsSwitchedOffDoesNotFoolIt() {
        FreshJvm.Result result = run("uncounted", SHORT_TIMEOUT);
        assertLine(result, "off before: Running SCALAR: this JVM does not count the bytes that a thread allocates");
        assertLine(result, "off meanwhile: Running SCALAR: the count of allocated bytes, which shows");
    }

    @Test
    void thePropertySwitchesItOffAndAwaitSimdStartsIt() {
        FreshJvm.Result result = run("off", "-D" + SystemProperties.WARM_UP + "=off");
        assertLine(result, "at first: Running SCALAR: background warm-up is off; awaitSimd starts it");
        assertLine(result, "later: SCALAR");
        assertLine(result, "threads: 0");
        assertLine(result, "awaited: " + COMPILED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "soon"})
    void anInvalidTimeoutLogsAWarningAndTheDefaultHolds(String timeout) {
        FreshJvm.Result result = run("await", "-D" + SystemProperties.WARM_UP_TIMEOUT + "=" + timeout);
        assertLine(result, "awaited: " + COMPILED);
        assertTrue(
                result.err()
                        .contains(SystemProperties.WARM_UP_TIMEOUT + " = " + timeout
                                + " must be a whole number above 0; using 30."),
                result.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-XX:+UseG1GC", "-XX:+UseSerialGC"})
    void whenItsCompiledCodeIsLostScalarIsActiveUntilItIsCompiledAgain(String option, @TempDir Path folder)
            throws IOException {
        FreshJvm.Result result = runWithWhiteBox("lose", option, folder);
        assertLine(result, "active: true");
        assertLine(result, "after a collection: SIMD");
        assertLine(
                result,
                "lost: Running SCALAR until the vector loop is compiled again: the JVM dropped its compiled code.");
        assertLine(result, "active again: true");
        assertLine(result, "bytes: 0");
    }

    @Test
    void onceAwaitedEveryFormOfAStepIsCompiledByC2(@TempDir Path folder) throws IOException {
        FreshJvm.Result result = runWithWhiteBox("calls", "-XX:-BackgroundCompilation", folder);
        assertLine(result, "fixed: true, without a step");
        assertLine(result, "active: true");
        assertEquals(
                List.of("level: 4", "level: 4", "level: 4", "level: 4", "level: 4"),
                result.out().lines().filter(line -> line.startsWith("level: ")).toList());
    }

    /** As an application server does when it deploys an application again. */
    @Test
    void aClassLoaderThatIsDroppedIsCollected() {
        FreshJvm.Result result = run("redeploy", "-Xmx128m");
        assertLine(result, "active: 4 of 4");
        assertLine(result, "collected: 4 of 4");
    }

    /** The properties' names hold in a copy of the library whose package was renamed, strings included. */
    @Test
    void aRelocatedCopyListensToTheSameProperties() {
        FreshJvm.Result result = run("relocated", "-D" + SystemProperties.BACKEND + "=scalar");
        assertLine(result, "active: Running SCALAR: the system property io.github.rmspropsimd.backend is scalar");
    }

    @Test
    void underASecurityManagerStepsAreRight() {
        Assumptions.assumeTrue(Runtime.version().feature() < 24, "this JDK has no security manager");
        FreshJvm.Result result = run("secured", "-Djava.security.manager");
        assertLine(result, "active: Running SCALAR: ");
        assertTrue(result.out().contains("security manager") || result.out().contains("access denied"), result.out());
        assertLine(result, "steps: right");
    }

    private static FreshJvm.Result run(String what, String... options) {
        List<String> all = new ArrayList<>(FreshJvm.VECTOR_MODULE);
        all.addAll(List.of(options));
        return FreshJvm.run(all, WarmUpProbe.class, what);
    }

    private static FreshJvm.Result runWithWhiteBox(String what, String option, Path folder) throws IOException {
        String file = WhiteBox.class.getName().replace('.', '/') + ".class";
        Path copy = folder.resolve(file);
        Files.createDirectories(copy.getParent());
        Files.copy(FreshJvm.classesOf(WhiteBox.class).resolve(file), copy);
        return run(what, option, "-Xbootclasspath/a:" + folder, "-XX:+UnlockDiagnosticVMOptions", "-XX:+WhiteBoxAPI");
    }

    /** Steps are right before and after, and allocate nothing whichever backend is active. */
    private static void assertRight(FreshJvm.Result result) {
        assertEquals(
                2, result.checkedOut().lines().filter("steps: right"::equals).count(), result.out());
        assertLine(result, "bytes: 0");
    }

    private static void assertLine(FreshJvm.Result result, String start) {
        assertTrue(
                result.checkedOut().lines().anyMatch(line -> line.startsWith(start)),
                () -> "no line '" + start + "' in\n" + result.out() + result.err());
    }
}
