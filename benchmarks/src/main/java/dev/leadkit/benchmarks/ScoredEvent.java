// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.benchmarks;

/**
 * What is scored: a text and what is known beside it, as far as rules ask for it.
 *
 * @param text as it was written; whoever searches it in small letters makes them each time anew
 * @param size of the company
 * @param spam 0 to 1
 */
record ScoredEvent(String text, String domain, String country, int size, double spam) {}
