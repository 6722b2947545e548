// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding;

import dev.leadkit.Address;

/** The date and the author of an attribution, such as "On 28/10/2021 12:46, "Jane Doe" &lt;jane@example.com&gt; wrote:". */
final class AttributionParts {

  private AttributionParts() {}

  static String date(String text) {
    int end = dateEnd(text);
    if (end == 0) {
      return lateDate(text);
    }
    String date = text.substring(start(text, end), end).strip();
    return date.endsWith(",") ? date.substring(0, date.length() - 1) : date;
  }

  /** The date behind the author: "Jane Doe &lt;jane@example.com&gt; kirjoitti 28.10.2021 kello 12.46:". */
  private static String lateDate(String text) {
    String rest = text.substring(Math.max(0, text.lastIndexOf('>')));
    int end = Math.max(Clues.timeEnd(rest), Clues.dateEnd(rest));
    int digit = 0;
    while (digit < end && !Clues.isDigit(rest.charAt(digit))) {
      digit++;
    }
    return end < 0 ? "" : rest.substring(digit, end);
  }

  static Address author(String text) {
    int end = dateEnd(text);
    String rest = text.substring(end);
    Address shown = ShownAddresses.first(withoutCommas(rest));
    String name = ShownAddresses.name(withoutVerbs(shown.name()));
    return new Address(shown.email(), name);
  }

  private static String withoutCommas(String rest) {
    int at = 0;
    while (at < rest.length() && (rest.charAt(at) == ',' || TextLine.isBlank(rest.charAt(at)))) {
      at++;
    }
    int close = rest.lastIndexOf('>');
    return close > at ? rest.substring(at, close + 1) : rest.substring(at);
  }

  /** A name without the verb or the word for "user" before or after it. */
  private static String withoutVerbs(String name) {
    String rest = name.strip();
    String folded = TextLine.fold(rest);
    int before = Math.max(
        PhraseTables.of(PhraseType.ATTRIBUTION_MIDDLE).lengthAt(folded, 0),
        PhraseTables.of(PhraseType.ATTRIBUTION_START).lengthAt(folded, 0));
    rest = before > 0 && before < rest.length() ? rest.substring(before).strip() : rest;
    String bare = SignatureLines.bare(TextLine.fold(rest));
    int after = PhraseTables.of(PhraseType.ATTRIBUTION_VERB).suffixOf(bare);
    return after > 0 && after < bare.length()
        ? rest.substring(0, bare.length() - after).strip()
        : rest;
  }

  private static int start(String text, int end) {
    String folded = TextLine.fold(text);
    int start = PhraseTables.of(PhraseType.ATTRIBUTION_START).lengthAt(folded, 0);
    if (folded.length() != text.length() || start >= end) {
      int digit = 0;
      while (digit < end && !Clues.isDigit(text.charAt(digit))) {
        digit++;
      }
      return digit;
    }
    while (start < end && (text.charAt(start) == '.' || text.charAt(start) == ' ')) {
      start++;
    }
    return start;
  }

  /** The end of the date and time before the author; -1 is never returned. */
  private static int dateEnd(String text) {
    int address = Clues.addressStart(text);
    String head = address < 0 ? text : text.substring(0, address);
    return Math.max(0, Math.max(Clues.timeEnd(head), Clues.dateEnd(head)));
  }
}
