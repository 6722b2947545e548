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
}
