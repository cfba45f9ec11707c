// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rmspropsimd.proof.Outliers.Outlier;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutliersTest {

    /** Times of sets 0 to 3 at n = 16 and at n = 100, for each JVM. */
    private static final double[][] TIMES = {
        {10, 10, 10, 10, 50, 50, 50, 50},
        {11, 10, 12.9, 10, 50, 50, 50, 50},
        {14, 14, 14, 14, 50, 50, 50, 50},
        {10, 20, 10, 10, 50, 80, 50, 50},
        {10, 10, 10, 10, 50, 50, 50, 66},
    };

    @Test
    void slowJvmsAreTold() {
        List<Outlier> outliers = new Outliers(results()).list();
        assertEquals(
                List.of(
                        "3 16,0 most sets",
                        "3 16,1 most sets",
                        "3 16,2 most sets",
                        "3 16,3 most sets",
                        "4 16,1 one set",
                        "4 100,1 one set",
                        "5 100,3 one point"),
                outliers.stream()
                        .map(outlier -> outlier.jvm().jvm() + " "
                                + outlier.point().length() + ","
                                + outlier.point().set() + " "
                                + outlier.hint().replaceAll(":.*", ""))
                        .toList());
        assertEquals(66 / 50.0, outliers.get(6).ratio());
    }

    @Test
    void quantilesAreBetweenLeastAndMost() {
        double[] values = {3, 1, 2, 5, 4};
        assertEquals(1, Outliers.quantile(values, 0));
        assertEquals(3, Outliers.quantile(values, 50));
        assertEquals(5, Outliers.quantile(values, 100));
    }

    @Test
    void theReportCountsJvmsThatDidNotReachSimd() {
        List<ForkResult> results = new ArrayList<>(results());
        results.add(ForkResult.parse(6, List.of("true -1.0 Running SCALAR: no reason.", "0 16 10 8+16+24")));
        String report = new ForksReport(results, new Outliers(results)).markdown();
        assertTrue(report.contains("| `awaitSimd` | 6 | 5 | 301 | 303 | 305 | 305 |"), report);
        assertTrue(report.contains("| without, idle | 0 | 0 | | | | |"), report);
        assertTrue(report.contains("| 5 | 100, 3 | 66.0 | 1.32 | 8+16+24 | one point"), report);
    }

    @Test
    void whatIsNoResultIsRefused() {
        for (List<String> lines :
                List.of(List.<String>of(), List.of("true"), List.of("true x y"), List.of("true 1 y", "0 16 a b"))) {
            IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> ForkResult.parse(7, lines));
            assertTrue(e.getMessage().startsWith("JVM 7 wrote what is no result"), e.getMessage());
        }
    }

    private static List<ForkResult> results() {
        List<ForkResult> results = new ArrayList<>();
        for (int jvm = 1; jvm <= TIMES.length; jvm++) {
            List<String> lines = new ArrayList<>(List.of("true " + (300 + jvm) + " Running SIMD."));
            for (int i = 0; i < 8; i++) {
                lines.add(i % 4 + " " + (i < 4 ? 16 : 100) + " " + TIMES[jvm - 1][i] + " 8+16+24");
            }
            results.add(ForkResult.parse(jvm, lines));
        }
        return results;
    }
}
