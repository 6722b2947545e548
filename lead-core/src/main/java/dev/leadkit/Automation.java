// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

/** Whether a machine wrote a message on its own account, and of which kind. */
public enum Automation {
  /** A person wrote it, as far as anybody can tell. */
  NONE,
  /** An answer by a machine: out of office, receipt confirmation (RFC 3834). */
  AUTO_REPLY,
  /**
   * A machine wrote it unasked: a web form, a monitor (RFC 3834 §5 {@code auto-generated}). It may well carry a person's enquiry.
   */
  GENERATED,
  /** A delivery or disposition report (RFC 3464, RFC 8098). */
  REPORT,
  /** Sent to many: a list or a newsletter (RFC 2369, RFC 2919, RFC 8058). */
  BULK
}
