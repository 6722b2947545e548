// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.text;

import dev.leadkit.mime.language.LanguageTables;
import dev.leadkit.mime.language.PhraseKind;
import dev.leadkit.mime.scan.Phrases;

/**
 * The marks and header fields that mail programs write above a quoted or forwarded message. Recognition needs evidence in the text itself:
 * a phrase between dashes, or several fields below one another.
 */
final class MessageMarks {

  /** The longest line, in characters, that may be a mark. */
  static final int MAX_LENGTH = 300;

  /** Lines below a From field that are searched for more fields. */
  private static final int BLOCK_LINES = 10;

  private static final Phrases FORWARDS = LanguageTables.phrases(PhraseKind.FORWARD_MARK);
  private static final Phrases ORIGINALS = LanguageTables.phrases(PhraseKind.ORIGINAL_MARK);
  private static final Phrases FROM = LanguageTables.phrases(PhraseKind.FIELD_FROM);
  private static final Phrases SUBJECT = LanguageTables.phrases(PhraseKind.FIELD_SUBJECT);
  private static final Phrases OTHERS = LanguageTables.phrases(PhraseKind.FIELD_OTHER);

  private MessageMarks() {}

  /** Whether the line says that a forwarded message follows. */
  static boolean isForwardMark(String body, int from, int end) {
    return isMark(body, from, end, FORWARDS);
  }

  /** Whether the line says that an earlier message follows, quoted or forwarded. */
  static boolean isOriginalMark(String body, int from, int end) {
    return isMark(body, from, end, ORIGINALS);
  }

  /** Whether the line is a From field. */
  static boolean isFrom(String body, int from, int end) {
    return hasLabel(body, from, end, FROM);
  }

  /** Whether the line is a Subject field. */
  static boolean isSubject(String body, int from, int end) {
    return hasLabel(body, from, end, SUBJECT);
  }

  /** Whether the line is a field other than From and Subject. */
  static boolean isOtherField(String body, int from, int end) {
    return hasLabel(body, from, end, OTHERS);
  }

  /** The value of a field in a line, without the asterisks of a bold name. */
  static String value(String line) {
    String value = line.substring(line.indexOf(':') + 1).strip();
    return value.startsWith("*") ? value.substring(1).strip() : value;
  }

  /** Whether a From field is in this line and at least two other fields are in the lines below. */
  static boolean isBlock(String body, int from, int end, int to) {
    if (!hasLabel(body, from, end, FROM)) {
      return false;
    }
    int fields = 1;
    int at = end + 1;
    for (int i = 1; i < BLOCK_LINES && at < to; i++) {
      int stop = TextLines.lineEnd(body, at, to);
      if (hasLabel(body, at, stop, SUBJECT) || hasLabel(body, at, stop, OTHERS)) {
        fields++;
      }
      at = stop + 1;
    }
    return fields >= 3;
  }

  /** Whether a line begins with one of these names and a colon, quoted or not, in asterisks (bold) or not. */
  private static boolean hasLabel(String body, int start, int end, Phrases labels) {
    int from = start;
    int limit = Math.min(end, start + MAX_LENGTH);
    while (from < limit && "*> \t".indexOf(body.charAt(from)) >= 0) {
      from++;
    }
    if (from == limit || !Character.isLetter(body.charAt(from))) {
      return false;
    }
    int stop = Math.min(end, from + 20);
    int colon = from;
    while (colon < stop && body.charAt(colon) != ':') {
      colon++;
    }
    int to = colon;
    while (to > from && "* \u00A0".indexOf(body.charAt(to - 1)) >= 0) {
      to--;
    }
    return colon < stop && labels.hold(body, from, to);
  }

  /** Whether a line is one of these phrases, with or without dashes and quotation marks around it, or begins with one after dashes. */
  private static boolean isMark(String body, int start, int end, Phrases marks) {
    if (end - start > MAX_LENGTH) {
      return false;
    }
    int from = start;
    while (from < end && isDecoration(body.charAt(from))) {
      from++;
    }
    if (end - from < 8 || !marks.mayBegin(body.charAt(from))) {
      return false;
    }
    int to = end;
    while (to > from && "-_= \t:".indexOf(body.charAt(to - 1)) >= 0) {
      to--;
    }
    if (to - from > 80) {
      return false;
    }
    if (marks.hold(body, from, to)) {
      return true;
    }
    if (!body.startsWith("--", start) || body.charAt(from - 1) == '>') {
      return false;
    }
    String mark = marks.at(body, from, to);
    int after = from + mark.length();
    return !mark.isEmpty() && after < end && body.charAt(after) == ' ';
  }

  private static boolean isDecoration(char c) {
    return c == '-' || c == '_' || c == '=' || c == '>' || c == ' ' || c == '\t';
  }
}
