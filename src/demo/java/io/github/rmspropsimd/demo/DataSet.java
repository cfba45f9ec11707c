// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.hipparchus.stat.regression.OLSMultipleLinearRegression;

/**
 * A table of five features and a target, prepared as the text does it: every column standardised over all 1,503 rows
 * with the population's deviation, then the first 1,500 rows taken.
 */
final class DataSet {

    static final int FEATURES = 5;
    static final int TABLE_ROWS = 1_503;
    static final int ROWS = 1_500;

    private final String name;
    private final double[][] features = new double[ROWS][FEATURES];
    private final double[] targets = new double[ROWS];

    /**
     * Standardises the table's columns; the table itself is left as it is.
     *
     * @throws IllegalArgumentException if a column has no spread to divide by
     */
    DataSet(String name, double[][] table) {
        this.name = name;
        for (int column = 0; column <= FEATURES; column++) {
            double sum = 0;
            for (double[] row : table) {
                sum += row[column];
            }
            double mean = sum / table.length;
            double squares = 0;
            for (double[] row : table) {
                squares += (row[column] - mean) * (row[column] - mean);
            }
            double deviation = Math.sqrt(squares / table.length);
            // A constant column's deviation is some rounding errors of its mean.
            if (!(deviation > 1e-12 * Math.abs(mean) && deviation < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("column " + (column + 1) + " has mean " + mean + " and deviation "
                        + deviation + ", but must vary");
            }
            for (int row = 0; row < ROWS; row++) {
                double value = (table[row][column] - mean) / deviation;
                if (column < FEATURES) {
                    features[row][column] = value;
                } else {
                    targets[row] = value;
                }
            }
        }
    }

    /**
     * Reads the airfoil self-noise file: 1,503 rows of six numbers, the last one the target.
     *
     * @throws IOException if it cannot be read or has another shape, with the file, the row and what is wrong with it
     */
    static DataSet read(Path file) throws IOException {
        return parse(bytes(file), file.toString());
    }

    /** A file's contents; an exception's message names the file. */
    static byte[] bytes(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new NoSuchFileException(file.toString(), null, "does not exist");
        } catch (IOException e) {
            throw new IOException(file + " cannot be read: " + e, e);
        }
    }

    static DataSet parse(byte[] contents, String name) throws IOException {
        List<String> lines = new String(contents, StandardCharsets.ISO_8859_1)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        if (lines.size() != TABLE_ROWS) {
            throw new IOException(name + " has " + lines.size() + " rows, but must have " + TABLE_ROWS);
        }
        double[][] table = new double[TABLE_ROWS][];
        for (int row = 0; row < TABLE_ROWS; row++) {
            table[row] = numbers(lines.get(row), name + ", row " + (row + 1));
        }
        try {
            return new DataSet("the airfoil self-noise data", table);
        } catch (IllegalArgumentException e) {
            throw new IOException(name + ": " + e.getMessage(), e);
        }
    }

    private static double[] numbers(String line, String place) throws IOException {
        String[] columns = line.split("\\s+", -1);
        if (columns.length != FEATURES + 1) {
            throw new IOException(place + " has " + columns.length + " columns, but must have " + (FEATURES + 1));
        }
        double[] numbers = new double[columns.length];
        for (int column = 0; column < columns.length; column++) {
            try {
                numbers[column] = Double.parseDouble(columns[column]);
            } catch (NumberFormatException e) {
                throw new IOException(place + " has '" + columns[column] + "', which is no number", e);
            }
            if (!Double.isFinite(numbers[column])) {
                throw new IOException(place + " has " + numbers[column] + ", but must be finite");
            }
        }
        return numbers;
    }

    /** A stand-in of the same shape: correlated features of different scales, and a linear target with noise. */
    static DataSet generated() {
        SplittableRandom random = new SplittableRandom(20120);
        double[][] table = new double[TABLE_ROWS][FEATURES + 1];
        for (double[] row : table) {
            double common = random.nextGaussian();
            double target = 4 * random.nextGaussian();
            for (int column = 0; column < FEATURES; column++) {
                double feature = 0.6 * common + 0.8 * random.nextGaussian();
                target += (column - 2.5) * feature;
                row[column] = feature * Math.pow(10, column - 2) + 3;
            }
            row[FEATURES] = target;
        }
        return new DataSet("generated data in the shape of the airfoil data", table);
    }

    /** What it is, for a caption. */
    String name() {
        return name;
    }

    float feature(int row, int column) {
        return (float) features[row][column];
    }

    float target(int row) {
        return (float) targets[row];
    }

    /** The least half mean squared error that any linear model with an intercept has on these rows. */
    double leastLoss() {
        OLSMultipleLinearRegression leastSquares = new OLSMultipleLinearRegression();
        leastSquares.newSampleData(targets, features);
        return leastSquares.calculateResidualSumOfSquares() / ROWS / 2;
    }
}
