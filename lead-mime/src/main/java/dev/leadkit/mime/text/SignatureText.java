// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.text;

import dev.leadkit.mime.language.LanguageTables;
import dev.leadkit.mime.language.PhraseKind;
import dev.leadkit.mime.scan.Phrases;

/** The signature of a message: its mark, the lines that a device or a company adds, and a sign-off with the lines below it. */
final class SignatureText {

  private static final Phrases DEVICE_LINES = LanguageTables.phrases(PhraseKind.DEVICE_LINE);
  private static final Phrases SIGN_OFFS = LanguageTables.phrases(PhraseKind.SIGN_OFF);
  private static final Phrases DISCLAIMERS = LanguageTables.phrases(PhraseKind.DISCLAIMER);

  /** The longest line, in characters, that a device adds. */
  private static final int DEVICE_LINE_WIDTH = 60;

  /** The most lines below a sign-off, and the longest of them, in characters. */
  private static final int MAX_LINES = 12;

  private static final int MAX_WIDTH = 70;

  private SignatureText() {}

  /** Whether the line separates a signature (RFC 3676 §4.3); the blank after the dashes is often lost. */
  static boolean isMark(String body, int from, int end) {
    return body.startsWith("--", from)
        && (end == from + 2 || end == from + 3 && body.charAt(from + 2) == ' ');
  }

  /** Whether the line was added by the device or the company of the sender. */
  static boolean isLine(String body, int from, int end) {
    int start = from;
    int limit = Math.min(end, from + MessageMarks.MAX_LENGTH);
    while (start < limit && !Character.isLetter(body.charAt(start))) {
      start++;
    }
    return DISCLAIMERS.begin(body, start, end)
        || end - from < DEVICE_LINE_WIDTH && DEVICE_LINES.begin(body, start, end);
  }

  /** The range of the text without a sign-off and the lines below it, and without white space at its ends. */
  static String removed(String text, int from, int to) {
    int signOff = signOff(text, from, to);
    int end = signOff < 0 ? to : signOff;
    int start = TextLines.stripLeading(text, from, end);
    return text.substring(start, TextLines.stripTrailing(text, start, end));
  }

  /** The position of a sign-off that only a few short lines follow, -1 if there is none. */
  private static int signOff(String text, int from, int to) {
    int below = 0;
    int end = to;
    while (below <= MAX_LINES) {
      int at = text.lastIndexOf('\n', end - 1) + 1;
      if (at <= from) {
        return -1;
      }
      int start = TextLines.stripLeading(text, at, end);
      int stop = TextLines.stripTrailing(text, start, end);
      if (stop - start > MAX_WIDTH) {
        return -1;
      }
      below += stop > start ? 1 : 0;
      while (stop > start && ",.!".indexOf(text.charAt(stop - 1)) >= 0) {
        stop--;
      }
      if (SIGN_OFFS.hold(text, start, stop)) {
        return at;
      }
      end = at - 1;
    }
    return -1;
  }
}
