// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

/** A promise of the engine that a simulated run has found broken. */
@SuppressWarnings("serial")
final class Broken extends AssertionError {
  Broken(String promise) {
    super(promise);
  }
}
