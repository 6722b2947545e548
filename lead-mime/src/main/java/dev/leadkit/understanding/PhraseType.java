// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding;

import java.util.Locale;

/** The kinds of phrases of a language table; in a table a kind is in lower case with dashes. */
enum PhraseType {
  /** The name of a header field, before a colon. */
  FIELD_FROM,
  FIELD_DATE,
  FIELD_TO,
  FIELD_CC,
  FIELD_SUBJECT,
  FIELD_OTHER,
  /** How the line that introduces a quotation begins. */
  ATTRIBUTION_START,
  /** The verb of that line, at its end. */
  ATTRIBUTION_VERB,
  /** The verb of that line in languages where it precedes the name. */
  ATTRIBUTION_MIDDLE,
  /** The line above a forwarded message. */
  FORWARD_MARK,
  /** The line above a quoted message. */
  ORIGINAL_MARK,
  /** The prefix of the subject of a forward, without its colon. */
  FORWARD_PREFIX,
  /** The prefix of the subject of a reply, without its colon. */
  REPLY_PREFIX,
  /** How the line of a mail program or device begins. */
  DEVICE_LINE,
  SIGN_OFF,
  /** How a legal notice begins. */
  DISCLAIMER,
  /** What a legal notice contains, as the beginning of a word or as a phrase. */
  DISCLAIMER_CUE,
  /** How a warning about external mail begins. */
  BANNER,
  /** What such a warning contains. */
  BANNER_CUE,
  /** What the footer of a mailing list contains. */
  LIST_FOOTER,
  /** The label of a field of a web form. */
  FORM_LABEL,
  /** How a postscript begins. */
  POSTSCRIPT,
  /** A frequent word, in languages whose subject prefixes mean something else in another language. */
  COMMON_WORD,
  /** A word that says what device or program a message was sent from. */
  DEVICE_WORD,
  /** A word of job titles, companies and addresses in signatures. */
  TITLE_WORD;

  /** The name of this kind in a table. */
  String tableName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
