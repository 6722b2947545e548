// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.text;

/**
 * Removes quotations, signature and disclaimer from the text of a message.
 *
 * <p>Plain text has no syntax for these, only customs of mail programs. Text is removed only on a mark; what has none stays.
 */
public final class QuotedText {

  /** The shortest line of underscores, in characters, that separates messages. */
  private static final int RULE_WIDTH = 20;

  /** The most lines below such a rule that may be the footer of a mailing list. */
  private static final int FOOTER_LINES = 8;

  private QuotedText() {}

  /**
   * The text that the sender wrote. Text below a mark is removed only if there is text above it: otherwise it is the answer.
   *
   * @param to the end of the text
   */
  public static String removed(String body, int to) {
    Kept kept = new Kept(body);
    boolean begun = false;
    int colon = -1;
    int end;
    for (int at = 0; at < to; at = end + 1) {
      end = TextLines.lineEnd(body, at, to);
      if (TextLines.isQuoted(body, at, end)) {
        continue;
      }
      if (colon < at) {
        colon = body.indexOf(':', at);
        colon = colon < 0 ? Integer.MAX_VALUE : colon;
      }
      int attribution = Attribution.end(body, at, end, to, colon < end);
      if (SignatureText.isMark(body, at, end)
          || begun && isQuotationToTheEnd(body, at, end, to, colon < end)
          || begun && attribution >= 0 && !Attribution.isQuoteNext(body, attribution + 1, to)) {
        break;
      }
      if (attribution >= 0) {
        end = attribution;
      } else if (begun || !isMarkOrField(body, at, end, colon < end)) {
        int stop = TextLines.stripTrailing(body, at, end);
        if (SignatureText.isLine(body, at, stop)) {
          break;
        }
        begun |= stop > at;
        kept.line(at, stop);
      }
    }
    return kept.text();
  }

  /** The remaining lines: one range of the body as long as nothing between them is removed. */
  private static final class Kept {
    private final String body;
    private final StringBuilder before = new StringBuilder(0);
    private int from = -1;
    private int to;

    Kept(String body) {
      this.body = body;
    }

    void line(int start, int end) {
      if (from >= 0 && start != to + 1) {
        if (before.length() == 0) {
          before.ensureCapacity(body.length() - from);
        }
        before.append(body, from, to).append('\n');
        from = -1;
      }
      from = from < 0 ? start : from;
      to = end;
    }

    String text() {
      if (from < 0) {
        return "";
      }
      if (before.length() == 0) {
        return SignatureText.removed(body, from, to);
      }
      String whole = before.append(body, from, to).toString();
      return SignatureText.removed(whole, 0, whole.length());
    }
  }

  private static boolean isMarkOrField(String body, int from, int end, boolean colon) {
    return from < end && body.charAt(from) == '-' && MessageMarks.isOriginalMark(body, from, end)
        || colon
            && (MessageMarks.isFrom(body, from, end)
                || MessageMarks.isSubject(body, from, end)
                || MessageMarks.isOtherField(body, from, end));
  }

  private static boolean isQuotationToTheEnd(
      String body, int from, int end, int to, boolean colon) {
    return from < end && body.charAt(from) == '-' && MessageMarks.isOriginalMark(body, from, end)
        || from < end && body.charAt(from) == '_' && isRuleAboveTheEnd(body, from, end, to)
        || colon && MessageMarks.isBlock(body, from, end, to);
  }

  /** Whether the line is a rule of underscores above the fields of a quoted message or above the few lines that a mailing list adds. */
  private static boolean isRuleAboveTheEnd(String body, int from, int end, int to) {
    for (int i = from; i < end; i++) {
      if (body.charAt(i) != '_') {
        return false;
      }
    }
    if (end - from < RULE_WIDTH || end >= to) {
      return false;
    }
    int next = end + 1;
    if (MessageMarks.isBlock(body, next, TextLines.lineEnd(body, next, to), to)) {
      return true;
    }
    int lines = 0;
    while (next < to && lines <= FOOTER_LINES) {
      next = TextLines.lineEnd(body, next, to) + 1;
      lines++;
    }
    return lines <= FOOTER_LINES;
  }
}
