// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.BeforeProperty;

/** A fresh JVM's first steps, interpreted, give the bits that the compiled loop gives. */
@AddLifecycleHook(ExpectedJvm.class)
class ColdBitsTest {

    @BeforeProperty
    void expectedJvm() {
        ExpectedJvm.require();
    }

    @Property
    void coldAndCompiledStepsGiveTheSameBits(@ForAll @IntRange(max = 3) int rule) {
        String scalar = run(Backend.SCALAR, rule);
        String simd = run(Backend.SIMD, rule);

        assertTrue(simd.contains("cold allocates: true"), "the first steps were compiled already");
        assertTrue(simd.contains("warm allocates: false"), "never compiled");
        RmsPropState sizes = ColdProbe.RULES.get(rule).newState(1_003);
        int perRun = 3 * 1_003 + sizes.gradientAverage().length + sizes.momentum().length;
        assertEquals(2 * perRun, bits(simd).size());
        assertEquals(bits(scalar), bits(simd));
    }

    /** Fails there, with exit code 1, where cold and compiled steps differ. */
    private static String run(Backend backend, int rule) {
        List<String> options = new ArrayList<>(FreshJvm.VECTOR_MODULE);
        options.addAll(FreshJvm.laneWidthOptions());
        return FreshJvm.run(options, ColdProbe.class, backend.name(), Integer.toString(rule))
                .checkedOut();
    }

    private static List<String> bits(String out) {
        return out.lines().filter(line -> line.startsWith("bits: ")).toList();
    }
}
