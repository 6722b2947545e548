// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.spi;

import java.util.ArrayList;
import java.util.List;

/** Configuration as a tree that knows where each value stands. */
public final class Settings {

  private final List<String> problems = new ArrayList<>();

  /** Notes that something is wrong; everything that is wrong is reported at once. */
  public void problem(String message) {
    problems.add(message);
  }
}
