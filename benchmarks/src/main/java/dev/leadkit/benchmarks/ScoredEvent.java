// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.benchmarks;

/**
 * A scored event: a text, and the values that rules test.
 *
 * @param text in its original case; an engine that needs lower case converts it every time
 * @param size of the company
 * @param spam 0 to 1
 */
record ScoredEvent(String text, String domain, String country, int size, double spam) {}
