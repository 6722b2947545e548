// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding.machine;

import java.util.Locale;

/** The kinds of phrases of a language table; in a table a kind is in lower case with dashes. */
enum MachinePhrase {
  /** What programs put before the subject of an automatic reply. */
  AUTO_PREFIX,
  /** How the subject of an absence note begins that a person chose. */
  ABSENCE_SUBJECT,
  /** That the author is away. */
  ABSENCE,
  /** What else absence notes say: when and how an answer follows. */
  ABSENCE_CUE,
  /** That a message was sent automatically. */
  AUTOMATIC,
  /** That the message of the recipient was received. */
  RECEIVED,
  /** That the sender wants something: what a person writes and an absence note does not. */
  REQUEST,
  /** The subject of a report of a failed delivery. */
  BOUNCE_SUBJECT,
  /** What such a report says. */
  BOUNCE_TEXT,
  /** What the report of a delayed delivery says. */
  DELAY,
  /** The subject of a report of a complaint. */
  COMPLAINT,
  /** What newsletters say. */
  BULK,
  /** The subject of a message about an account, an order or an event. */
  TRANSACTIONAL,
  /** A request to erase or to disclose personal data. */
  ERASURE,
  /** A request to be removed from a list. */
  UNSUBSCRIBE,
  /** The same as the whole text. */
  UNSUBSCRIBE_WHOLE,
  /** A job application. */
  JOB,
  /** A problem of a customer. */
  SUPPORT;

  /** The name of this kind in a table. */
  String tableName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
