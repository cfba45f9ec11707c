// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.proof;

import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Runs the tests of bits one class after the other, and ends with the first class that fails: exit code 1. */
final class BitsTests {

    static final String FAILED = "failed: ";

    private static final String[] CLASSES = {
        "ScalarOracleTest", "GoldenBitsTest", "BackendBitsTest", "RowsBitsTest", "DigestBitsTest", "RmsPropTest"
    };

    private BitsTests() {}

    public static void main(String[] arguments) {
        Launcher launcher = LauncherFactory.create();
        for (String name : CLASSES) {
            SummaryGeneratingListener summary = new SummaryGeneratingListener();
            launcher.execute(
                    LauncherDiscoveryRequestBuilder.request()
                            .selectors(DiscoverySelectors.selectClass("io.github.rmspropsimd." + name))
                            .build(),
                    summary);
            if (summary.getSummary().getTestsFoundCount() == 0
                    || summary.getSummary().getTotalFailureCount() > 0) {
                System.out.println(FAILED + name);
                System.exit(1);
            }
        }
        System.exit(0);
    }
}
