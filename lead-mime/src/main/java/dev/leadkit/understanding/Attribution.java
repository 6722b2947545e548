// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The line that introduces a quotation, such as "On Mon, Apr 2, 2012 at 6:26 PM, Jane Doe &lt;jane@example.com&gt; wrote:", which may be
 * folded over several lines.
 *
 * @param first the index of its first line
 * @param last the index of its last line
 * @param start the index of its first character in the text
 * @param text its text in one line
 * @param certain whether date, author and verb are so complete that it needs no quotation marks below it
 */
record Attribution(int first, int last, int start, String text, boolean certain) {

  private static final int MAX_LINES = 5;
  private static final int MAX_LENGTH = 400;

  /** The longest name and verb without a date, in characters and in words. */
  private static final int MAX_NAME = 60;

  private static final int MAX_WORDS = 5;

  /** The attribution that ends in a line, null where there is none. */
  static @Nullable Attribution endingAt(List<TextLine> lines, int last, boolean quotedBelow) {
    TextLine end = lines.get(last);
    if (end.isBlank() || !canEnd(end, quotedBelow)) {
      return null;
    }
    StringBuilder joined = new StringBuilder();
    boolean gap = false;
    Attribution shortest = null;
    Attribution best = null;
    for (int first = last;
        first >= 0 && first > last - MAX_LINES && joined.length() < MAX_LENGTH;
        first--) {
      TextLine line = lines.get(first);
      if (line.isBlank()) {
        if (gap || joined.length() == 0 || joined.charAt(0) != '<') {
          break;
        }
        gap = true;
        continue;
      }
      boolean apart = line.depth != end.depth && end.content.length() > 12;
      if (apart || first < last && isSentence(line)) {
        break;
      }
      joined.insert(0, first == last ? line.content : line.content + " ");
      Attribution candidate = check(joined.toString(), first, last, line.contentStart, quotedBelow);
      if (best != null && !isUnfinished(line)) {
        break;
      }
      if (candidate != null && startsLikeOne(TextLine.fold(unframed(joined.toString())))) {
        best = candidate;
      }
      shortest = shortest == null ? candidate : shortest;
      if (first < last && line.content.length() > 120) {
        break;
      }
    }
    if (best != null) {
      return best;
    }
    return shortest == null ? inside(end, last, quotedBelow) : shortest;
  }

  /** Whether a line ends a sentence and has no part of a date. */
  private static boolean isSentence(TextLine line) {
    return ".!?".indexOf(line.content.charAt(line.content.length() - 1)) >= 0
        && !Clues.hasDigit(line.content);
  }

  /** Whether a line has the date of an attribution and goes on in the next line. */
  private static boolean isUnfinished(TextLine line) {
    return ".!?:".indexOf(line.content.charAt(line.content.length() - 1)) < 0
        && (Clues.hasDate(line.content) || Clues.hasTime(line.content))
        && startsLikeOne(TextLine.fold(unframed(line.content)));
  }

  private static String unframed(String text) {
    int begin = 0;
    while (begin < text.length() && "-–— ".indexOf(text.charAt(begin)) >= 0) {
      begin++;
    }
    return text.substring(begin);
  }

  /** Whether a line is only the end of an attribution: {@code >:} or {@code > wrote:}. */
  static boolean isRemainder(TextLine line) {
    String content = line.content;
    return content.length() <= 12
        && content.endsWith(":")
        && (content.length() == 1
            || PhraseTables.of(PhraseType.ATTRIBUTION_VERB).contains(trimEnd(line.folded())));
  }

  /** Whether an attribution can end in this line, which is not blank. */
  static boolean canEnd(TextLine line, boolean quotedBelow) {
    if (line.content.length() > MAX_LENGTH) {
      return false;
    }
    char c = line.content.charAt(line.content.length() - 1);
    if (c == ':' || c == '：') {
      return true;
    }
    boolean verb = PhraseTables.of(PhraseType.ATTRIBUTION_VERB).mayEnd(c);
    if (!verb && !quotedBelow && "-–—*".indexOf(c) < 0) {
      return false;
    }
    String folded = trimEnd(line.folded());
    return PhraseTables.of(PhraseType.ATTRIBUTION_VERB).suffixOf(folded) > 0
        || quotedBelow && Clues.hasAddress(folded);
  }

  /** A text without the dashes, blanks and colons at its end. */
  private static String trimEnd(String text) {
    int end = text.length();
    while (end > 0 && "-–— :：".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return text.substring(0, end);
  }

  private static @Nullable Attribution check(
      String text, int first, int last, int start, boolean quotedBelow) {
    String folded = TextLine.fold(text);
    int begin = 0;
    while (begin < folded.length() && "-–— ".indexOf(folded.charAt(begin)) >= 0) {
      begin++;
    }
    String body = trimEnd(folded.substring(begin));
    boolean framed = begin >= 2 && (folded.endsWith("--") || folded.endsWith("—"));
    boolean colon = text.endsWith(":") || text.endsWith("：");
    int verb = PhraseTables.of(PhraseType.ATTRIBUTION_VERB).suffixOf(body);
    boolean middle = verb == 0 && colon && hasMiddleVerb(body);
    boolean address = Clues.hasAddress(body);
    boolean time = Clues.hasTime(body);
    boolean date = Clues.hasDate(body);
    if (verb > 0 && framed) {
      return new Attribution(first, last, start, text, true);
    }
    if (!startsLikeOne(body)) {
      boolean nameFirst = address
          && colon
          && body.length() < 200
          && (verb > 0 || hasMiddleVerb(body))
          && isDatedBehind(body);
      if (nameFirst) {
        return new Attribution(first, last, start, text, true);
      }
      boolean nameAndVerb = address
          && (verb > 0 || middle)
          && first == last
          && body.length() < 120
          && colon
          && endsWithAddress(body, verb);
      if (quotedBelow && colon && verb > 0 && first == last && isShort(body)) {
        return new Attribution(first, last, start, text, false);
      }
      return nameAndVerb ? new Attribution(first, last, start, text, true) : null;
    }
    if (verb > 0) {
      boolean certain = address && Clues.hasDigit(body) || (time || date) && isName(text, verb);
      return certain || quotedBelow && Clues.hasDigit(body)
          ? new Attribution(first, last, start, text, certain)
          : null;
    }
    if (middle) {
      boolean certain = address && Clues.hasDigit(body) || time && date;
      return certain || quotedBelow && Clues.hasDigit(body)
          ? new Attribution(first, last, start, text, certain)
          : null;
    }
    boolean dated =
        address && (date || time) && (colon && (date && time || quotedBelow) || quotedBelow);
    return dated ? new Attribution(first, last, start, text, colon) : null;
  }

  /** "Jane Doe wrote:" above quotation marks. */
  private static boolean isShort(String body) {
    return body.length() <= MAX_NAME && body.split(" ", -1).length <= MAX_WORDS;
  }

  /** Whether a date follows the address, which is near the beginning. */
  private static boolean isDatedBehind(String body) {
    int address = Clues.addressStart(body);
    String behind = body.substring(address);
    return address < 80
        && !Clues.hasDate(body.substring(0, address))
        && (Clues.hasDate(behind) || Clues.hasTime(behind));
  }

  private static boolean hasMiddleVerb(String body) {
    return PhraseTables.of(PhraseType.ATTRIBUTION_MIDDLE).indexIn(body) >= 0;
  }

  /** Whether only a bracket lies between the address and the verb at the end. */
  private static boolean endsWithAddress(String body, int verb) {
    String before = body.substring(0, body.length() - verb).strip();
    return before.endsWith(">") || before.endsWith(")") || verb == 0;
  }

  /** The words before the verb have a capital letter, are in a script without capitals, or are "you". */
  private static boolean isName(String text, int verb) {
    String before = trimEnd(text);
    before = before.substring(0, Math.max(0, before.length() - verb)).strip();
    String[] words = before.split(" ", -1);
    for (int i = Math.max(0, words.length - 3); i < words.length; i++) {
      String word = words[i];
      int letter = 0;
      while (letter < word.length() && !Character.isLetter(word.charAt(letter))) {
        letter++;
      }
      boolean month = i + 1 < words.length && Clues.hasDigit(words[i + 1]);
      if (letter < word.length()
          && !month
          && (!Character.isLowerCase(word.charAt(letter)) || word.equals("you"))) {
        return true;
      }
    }
    return false;
  }

  private static boolean startsLikeOne(String body) {
    if (body.isEmpty()) {
      return false;
    }
    String head = body.substring(0, Math.min(body.length(), 60));
    if (Clues.isDigit(body.charAt(0))) {
      return Clues.hasDate(head) || Clues.hasTime(head);
    }
    PhraseSet starts = PhraseTables.of(PhraseType.ATTRIBUTION_START);
    if (starts.lengthAt(body, 0) > 0 && Clues.hasDigit(head)) {
      return true;
    }
    int word = 0;
    while (word < body.length() && Character.isLetter(body.charAt(word))) {
      word++;
    }
    boolean punctuated = word > 0
        && word <= 14
        && word < body.length()
        && (body.charAt(word) == ',' || body.charAt(word) == '.');
    return punctuated && Clues.hasDigit(body.substring(word, Math.min(body.length(), word + 25)));
  }

  /** The attribution that begins inside a line, after words of the sender: "Fine. On 2 April 2012, Jane wrote:". */
  private static @Nullable Attribution inside(TextLine line, int index, boolean quotedBelow) {
    if (!quotedBelow) {
      return null;
    }
    Attribution dashed = insideDashes(line, index);
    if (dashed != null) {
      return dashed;
    }
    for (int at = line.content.indexOf(' '); at >= 0; at = line.content.indexOf(' ', at + 1)) {
      int begin = at + 1;
      while (begin < line.content.length() && line.content.charAt(begin) == '-') {
        begin++;
      }
      if (begin < line.content.length() && Character.isUpperCase(line.content.charAt(begin))) {
        String rest = line.content.substring(begin);
        String opening = TextLine.fold(rest.substring(0, Math.min(rest.length(), 20)));
        if (PhraseTables.of(PhraseType.ATTRIBUTION_START).lengthAt(opening, 0) > 0) {
          Attribution found = check(rest, index, index, line.contentStart + at + 1, true);
          if (found != null && found.certain()) {
            return found;
          }
        }
      }
    }
    return null;
  }

  /** "reply--- On Wed, Apr 4, 2012 at 3:59 PM, me@example.com wrote:" without a blank before the dashes. */
  private static @Nullable Attribution insideDashes(TextLine line, int index) {
    int dashes = line.content.indexOf("---");
    if (dashes <= 0) {
      return null;
    }
    Attribution found =
        check(line.content.substring(dashes), index, index, line.contentStart + dashes, true);
    return found != null && found.certain() ? found : null;
  }
}
