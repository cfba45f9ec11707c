// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data files are taken in the right shape alone, and columns are standardised. */
class DataSetTest {

    @TempDir
    private Path folder;

    private final List<String> lines = new ArrayList<>();

    DataSetTest() {
        for (int row = 0; row < DataSet.TABLE_ROWS; row++) {
            lines.add(row + "\t" + row % 7 + "\t0.3048\t" + row % 5 + ".5\t" + row % 3 + "\t" + row % 11);
        }
        lines.set(0, "1 2 0.5 4 5 6");
    }

    @Test
    void columnsAreStandardisedOverAllRows() throws IOException {
        DataSet data = DataSet.read(write("\n"));
        // Column 0 holds 1, 1, 2, … 1502: mean 751.0007, population deviation 433.8775.
        assertEquals((1 - 751.000665) / 433.877480, data.feature(0, 0), 1e-5);
        assertEquals((1_499 - 751.000665) / 433.877480, data.feature(1_499, 0), 1e-5);
    }

    @Test
    void eitherLineEndIsTaken() throws IOException {
        float expected = DataSet.read(write("\n")).target(700);
        assertEquals(expected, DataSet.read(write("\r\n")).target(700));
    }

    @Test
    void otherShapesAreRefused() throws IOException {
        assertThrows(NoSuchFileException.class, () -> DataSet.read(folder.resolve("none")));

        lines.set(6, "1\t2\t3\t4\t5");
        refused("row 7 has 5 columns, but must have 6");
        lines.set(6, "1\t2\t3\t4\t5\tsix");
        refused("row 7 has 'six', which is no number");
        lines.set(6, "1\t2\t3\tNaN\t5\t6");
        refused("row 7 has NaN, but must be finite");
        lines.set(0, "1 2 0.3048 4 5 6");
        lines.set(6, lines.get(5));
        refused(", but must vary");
        lines.remove(6);
        refused("has 1502 rows, but must have 1503");
        lines.clear();
        refused("has 0 rows, but must have 1503");
    }

    private void refused(String message) throws IOException {
        Path file = write("\n");
        IOException refusal = assertThrows(IOException.class, () -> DataSet.read(file));
        assertTrue(refusal.getMessage().startsWith(file.toString()), refusal.getMessage());
        assertTrue(refusal.getMessage().endsWith(message), refusal.getMessage());
    }

    private Path write(String lineEnd) throws IOException {
        return Files.writeString(folder.resolve("data"), String.join(lineEnd, lines) + lineEnd);
    }
}
