// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.benchmarks;

import dev.leadkit.RawMessage;

/**
 * A reader in the comparison: it turns bytes into a value of its own with everything decoded, and that value into JSON.
 *
 * @param <M> the value
 */
interface ComparedReader<M> {

  /** Reads everything that {@link PlainMail} has; the content of attachments goes to {@code contents}. */
  M read(RawMessage raw, Contents contents) throws Exception;

  /** The mail as a JSON object, without the content of attachments. */
  byte[] json(M mail) throws Exception;

  /** The mail in the common form, to check that all readers have read the same. Not timed. */
  PlainMail plain(M mail);

  /** All readers by name, in the order of the tables. */
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
