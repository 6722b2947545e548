// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.benchmarks;

import dev.leadkit.RawMessage;

/**
 * A reader in the comparison: bytes to a value of its own with everything taken out and decoded, and that value to JSON.
 *
 * @param <M> what it makes of a mail
 */
interface ComparedReader<M> {

  /** Reads everything that {@link PlainMail} has; the content of attachments goes to {@code contents}. */
  M read(RawMessage raw, Contents contents) throws Exception;

  /** The mail as a JSON object, the content of attachments left out. */
  byte[] json(M mail) throws Exception;

  /** The same in the common words, for the check that all have read the same: never timed where it costs anything. */
  PlainMail plain(M mail);
}
