// SPDX-License-Identifier: Apache-2.0
/** What the library does, shown on the data of the text that it comes from: run {@code Main}. Never in the jar. */
package io.github.rmspropsimd.demo;
