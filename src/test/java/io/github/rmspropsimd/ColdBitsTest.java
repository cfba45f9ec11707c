// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.lifecycle.BeforeProperty;

/** A fresh JVM's first steps, interpreted, give the bits that the compiled loop gives. */
class ColdBitsTest {

    @BeforeProperty
    void expectedJvm() {
        ExpectedJvm.require();
    }

    @Example
    void coldAndCompiledStepsGiveTheSameBits() {
        List<String> options = new ArrayList<>(FreshJvm.VECTOR_MODULE);
        options.addAll(FreshJvm.laneWidthOptions());

        List<String> scalar = lines(options, Backend.SCALAR);
        List<String> simd = lines(options, Backend.SIMD);

        assertTrue(simd.contains("cold allocates: true"), "the first steps were compiled already: " + simd.get(0));
        for (List<String> lines : List.of(scalar, simd)) {
            assertTrue(lines.contains("warm allocates: false"), "never compiled");
            assertTrue(lines.contains("same bits: true"), "cold and compiled steps differ");
        }
        assertEquals(scalar.subList(3, scalar.size()), simd.subList(3, simd.size()), "bits of the parameters");
    }

    private static List<String> lines(List<String> options, Backend backend) {
        return FreshJvm.run(options, ColdProbe.class, backend.name())
                .checkedOut()
                .lines()
                .filter(line -> !line.startsWith("WARNING"))
                .toList();
    }
}
