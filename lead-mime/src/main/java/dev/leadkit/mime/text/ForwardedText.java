// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.text;

import dev.leadkit.Address;
import dev.leadkit.Forwarded;
import dev.leadkit.mime.header.AddressList;
import dev.leadkit.mime.language.LanguageTables;
import dev.leadkit.mime.language.PhraseKind;
import dev.leadkit.mime.scan.Defects;
import dev.leadkit.mime.scan.Phrases;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The original message in the text of a message that forwards it: a mark, the fields of the original, and its text. */
public final class ForwardedText {

  private static final Phrases SUBJECT_PREFIXES = LanguageTables.phrases(PhraseKind.FORWARD_PREFIX);

  /** More addresses than one From field can name. */
  private static final int MAX_ADDRESSES = 10_000;

  private ForwardedText() {}

  /** Whether a subject says that the message is a forward. */
  public static boolean isForward(String subject) {
    return SUBJECT_PREFIXES.begin(subject.strip());
  }

  /**
   * The position of the line that a forwarded message begins with, -1 if there is none.
   *
   * @param announced whether the subject says that the message is a forward: then a mark that usually precedes a quotation counts, too
   */
  public static int markPosition(String body, boolean announced) {
    int end;
    for (int at = 0; at < body.length(); at = end + 1) {
      end = TextLines.lineEnd(body, at, body.length());
      if (MessageMarks.isForwardMark(body, at, end)
          || announced
              && (MessageMarks.isOriginalMark(body, at, end)
                  || MessageMarks.isBlock(body, at, end, body.length()))) {
        return at;
      }
    }
    return -1;
  }

  /** Reads the fields of the original below a mark, and its text. Returns null if no sender is named there. */
  public static @Nullable Forwarded original(String body, int mark) {
    int to = body.length();
    int end = TextLines.lineEnd(body, mark, to);
    int at = MessageMarks.isBlock(body, mark, end, to) ? mark : end + 1;
    int last = mark;
    while (at < to
        && TextLines.unquoted(body, at, TextLines.lineEnd(body, at, to)).isEmpty()) {
      last = at;
      at = TextLines.lineEnd(body, at, to) + 1;
    }
    Address from = null;
    String subject = "";
    for (; at < to; at = TextLines.lineEnd(body, last, to) + 1) {
      String line = TextLines.unquoted(body, at, TextLines.lineEnd(body, at, to));
      if (line.isEmpty()) {
        break;
      }
      if (from == null && MessageMarks.isFrom(line, 0, line.length())) {
        from = address(MessageMarks.value(line));
      } else if (subject.isEmpty() && MessageMarks.isSubject(line, 0, line.length())) {
        subject = MessageMarks.value(line);
      } else if (from == null && !MessageMarks.isOtherField(line, 0, line.length())) {
        return null;
      }
      last = at;
    }
    if (from == null) {
      return null;
    }
    String rest = body.substring(Math.min(at, to));
    if (body.charAt(last) == '>') {
      rest = rest.lines().map(TextLines::onceUnquoted).collect(Collectors.joining("\n"));
    }
    return new Forwarded(from, subject, QuotedText.removed(rest, rest.length()));
  }

  /** Outlook writes {@code Jane Doe [mailto:jane@example.com]}. */
  private static Address address(String value) {
    String text = value
        .replace("[mailto:", "<")
        .replace("<mailto:", "<")
        .replace(']', '>')
        .replace("*", "");
    List<Address> parsed = AddressList.parse(text, MAX_ADDRESSES, new Defects(), -1);
    return parsed.isEmpty() ? Address.UNKNOWN : parsed.get(0);
  }
}
