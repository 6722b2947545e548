// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.text;

import dev.leadkit.mime.language.LanguageTables;
import dev.leadkit.mime.language.PhraseKind;
import dev.leadkit.mime.scan.Phrases;
import java.util.List;
import java.util.Locale;

/** The line with which an answer attributes a quotation to its author: "On Monday, Jane wrote:". */
final class Attribution {

  private static final Phrases STARTS = LanguageTables.phrases(PhraseKind.ATTRIBUTION_START);
  private static final List<String> VERBS = LanguageTables.list(PhraseKind.ATTRIBUTION_VERB);

  /** Mail programs fold an attribution over up to three lines. */
  private static final int MAX_LINES = 3;

  /** Lines below an attribution that may be blank before the quotation begins. */
  private static final int MAX_BLANK_LINES = 5;

  private Attribution() {}

  /**
   * The end of the last line of the attribution that begins in this line, -1 if none does.
   *
   * @param colon whether the line contains a colon
   */
  static int end(String body, int from, int end, int to, boolean colon) {
    int start = TextLines.stripLeading(body, from, end);
    int stop = TextLines.stripTrailing(body, start, end);
    if (start == stop || stop - start > MessageMarks.MAX_LENGTH) {
      return -1;
    }
    if (colon
        && body.charAt(stop - 1) == ':'
        && isQuoteNext(body, end + 1, to)
        && isAttribution(body.substring(start, stop))) {
      return end;
    }
    if (!STARTS.begin(body, start, stop)) {
      return -1;
    }
    String joined = body.substring(start, stop);
    int last = end;
    for (int i = 0; i < MAX_LINES; i++) {
      if (joined.endsWith(":") && hasDigit(joined) && hasVerb(joined)) {
        return last;
      }
      if (last + 1 >= to) {
        return -1;
      }
      int nextEnd = TextLines.lineEnd(body, last + 1, to);
      String next = body.substring(last + 1, nextEnd).strip();
      if (next.isEmpty() || next.length() > MessageMarks.MAX_LENGTH) {
        return -1;
      }
      joined = joined + " " + next;
      last = nextEnd;
    }
    return -1;
  }

  /** Whether a quotation follows, below blank lines or not. */
  static boolean isQuoteNext(String body, int from, int to) {
    int at = from;
    for (int i = 0; i < MAX_BLANK_LINES && at < to; i++) {
      int end = TextLines.lineEnd(body, at, to);
      if (TextLines.stripLeading(body, at, end) < end) {
        return TextLines.isQuoted(body, at, end);
      }
      at = end + 1;
    }
    return at < to && TextLines.isQuoted(body, at, TextLines.lineEnd(body, at, to));
  }

  /** Whether a line with a colon above a quotation attributes it: by a verb, or in any language by an address and a time. */
  private static boolean isAttribution(String line) {
    return hasVerb(line) || line.endsWith(">:") && line.indexOf('@') > 0 && hasDigit(line);
  }

  private static boolean hasVerb(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return VERBS.stream().anyMatch(lower::contains);
  }

  private static boolean hasDigit(String text) {
    return text.chars().anyMatch(c -> c >= '0' && c <= '9');
  }
}
