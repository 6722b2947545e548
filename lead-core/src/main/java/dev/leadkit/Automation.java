// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

/** Whether a machine wrote a message: the coarse form of {@link MessageClass.Kind}, and all that messages recorded by earlier versions have. */
public enum Automation {
  /** Written by a person, as far as can be told. */
  NONE,
  /** An automatic reply, such as out of office or a confirmation of receipt (RFC 3834). */
  AUTO_REPLY,
  /**
   * Sent by a machine on its own, such as a web form or a monitor (RFC 3834 §5 {@code auto-generated}). It may contain the enquiry of a person.
   */
  GENERATED,
  /** A delivery or disposition report (RFC 3464, RFC 8098). */
  REPORT,
  /** A mailing list or newsletter (RFC 2369, RFC 2919, RFC 8058). */
  BULK
}
