// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.benchmarks;

/** The readers in the comparison. */
final class Readers {

  private Readers() {}

  /** A new reader of this name. */
  static ComparedReader<?> named(String name) {
    return switch (name) {
      case "leadkit" -> new LeadkitReader();
      case "angus" -> new AngusReader();
      case "mime4jDom" -> new Mime4jDomReader();
      case "mime4jStream" -> new Mime4jStreamReader();
      default -> throw new IllegalArgumentException("no reader is called " + name);
    };
  }
}
