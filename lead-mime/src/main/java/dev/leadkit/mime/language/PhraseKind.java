// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.language;

import java.util.Locale;

/** What a phrase of a language table marks in a message. The key in the table is the name in lower case with hyphens. */
public enum PhraseKind {
  /** A line that only says that a forwarded message follows, without its dashes: "forwarded message". */
  FORWARD_MARK,

  /** A line that says that an earlier message follows, quoted in an answer or forwarded: "original message". */
  ORIGINAL_MARK,

  /** The name of the From field above a quoted or forwarded message, without its colon: "from". */
  FIELD_FROM,

  /** The name of the Subject field there: "subject". */
  FIELD_SUBJECT,

  /** The name of any other field there: "date". */
  FIELD_OTHER,

  /** The beginning of the subject of a forward: "fwd:". */
  FORWARD_PREFIX,

  /** The beginning of a line that attributes a quotation to its author: "on ". */
  ATTRIBUTION_START,

  /** The verb of such a line: " wrote". */
  ATTRIBUTION_VERB,

  /** The beginning of a line that a device or a mail program adds: "sent from my ". */
  DEVICE_LINE,

  /** A whole line that closes a letter, without its comma: "kind regards". */
  SIGN_OFF,

  /** The beginning of a disclaimer: "confidentiality notice". */
  DISCLAIMER,

  /** The beginning of the subject of an absence note: "out of office:". */
  ABSENCE_PREFIX;

  /** The name of this kind in a table. */
  String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
