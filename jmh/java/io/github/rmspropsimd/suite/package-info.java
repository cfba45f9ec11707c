// SPDX-License-Identifier: Apache-2.0
/** Runs the benchmarks so that their ratios can be believed, shows the results in tables and pictures, and compares two runs. */
package io.github.rmspropsimd.suite;
