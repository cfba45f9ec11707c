// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.demo;

import org.knowm.xchart.XYChart;

/** A chart and the sentences under it. */
record Figure(XYChart chart, String caption) {}
