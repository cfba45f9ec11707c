// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rmspropsimd.Backend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A small form of the proof. */
class TrainingTest {

    private static final String EXPECTED = plainLoop(Stepper.SCALAR).digest();

    private static PlainLoop plainLoop(Stepper stepper) {
        PlainLoop loop = new PlainLoop(Workload.small(1, 1, stepper));
        loop.run();
        return loop;
    }

    @ParameterizedTest
    @CsvSource({"local[1], 1, 2, SCALAR", "local[2], 3, 5, AUTO", "local[2], 8, 2, SIMD", "local[2], 3, 5, PLAIN"})
    void givesTheBitsOfOneJvm(String master, int shards, int partitions, Stepper stepper) {
        Assumptions.assumeTrue(stepper != Stepper.SIMD || Backend.SIMD.isAvailable());
        Workload workload = Workload.small(shards, partitions, stepper);
        List<Double> losses = new ArrayList<>();
        try (Cluster cluster = Cluster.open(Cluster.Settings.of(master, stepper), partitions)) {
            SparkTraining training = new SparkTraining(cluster, workload, 0);
            training.run(Data.generated(cluster.context(), workload), (iteration, report) -> losses.add(report.loss()));
            assertEquals(EXPECTED, training.digest());
        }
        assertEquals(plainLoop(Stepper.SCALAR).loss(), losses.get(losses.size() - 1));
        assertTrue(losses.get(losses.size() - 1) < losses.get(0), losses.toString());
    }

    @Test
    void givesThemAfterTheLossOfAnExecutor() throws IOException {
        assertEquals(EXPECTED, Prove.digest(Workload.small(3, 5, Stepper.AUTO), Prove.Kill.AFTER_CHECKPOINT));
    }

    @Test
    void theCutOfATextFileChangesNoBit(@TempDir Path folder) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int line = 0; line < 1_000; line++) {
            text.append(line % 2)
                    .append(" user")
                    .append(line % 37)
                    .append(" page")
                    .append(line % 11)
                    .append('\n');
        }
        Path file = Files.writeString(folder.resolve("clicks.txt"), text);
        Workload workload = new Workload(5_000, 1_000, 64, 3, 1, 0.05, 3, 2, Stepper.AUTO);
        List<String> digests = new ArrayList<>();
        try (Cluster cluster = Cluster.open(Cluster.Settings.of("local[2]", Stepper.AUTO), 2)) {
            for (int splits : new int[] {1, 7}) {
                SparkTraining training = new SparkTraining(cluster, workload, 0);
                training.run(
                        Data.text(cluster.context().textFile(file.toString(), splits), workload), (i, report) -> {});
                digests.add(training.digest());
                training.close();
            }
        }
        assertEquals(digests.get(0), digests.get(1));
    }
}
