// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding;

/** What a single line looks like at the end of a message. */
final class SignatureLines {

  private static final int MAX_LENGTH = 75;
  private static final int MAX_WORDS = 9;
  private static final int MAX_DEVICE_WORDS = 16;

  private SignatureLines() {}

  /** A folded line without punctuation at its end. */
  static String bare(String folded) {
    int end = folded.length();
    while (end > 0
        && (",.!;: 。，、！-–—~)".indexOf(folded.charAt(end - 1)) >= 0
            || isSymbol(folded.charAt(end - 1)))) {
      end--;
    }
    return folded.substring(0, end);
  }

  private static boolean isSymbol(char c) {
    return Character.isSurrogate(c)
        || Character.getType(c) == Character.OTHER_SYMBOL
        || c == 0xFE0F;
  }

  static boolean isSignOff(TextLine line) {
    return line.content.length() <= 60
        && mayBegin(PhraseType.SIGN_OFF, line, 0)
        && PhraseTables.of(PhraseType.SIGN_OFF).contains(bare(line.folded()));
  }

  /** "Thanks, Jane": a closing phrase and the sender's name in one line. */
  static boolean isSignOffWithName(TextLine line, SenderName sender) {
    if (line.content.length() > 60
        || !sender.isKnown()
        || !mayBegin(PhraseType.SIGN_OFF, line, 0)) {
      return false;
    }
    int length = PhraseTables.of(PhraseType.SIGN_OFF).lengthAt(line.folded(), 0);
    if (length == 0 || length >= line.content.length()) {
      return false;
    }
    TextLine rest = TextLine.split(line.content.substring(length)).get(0);
    return rest.words() <= 4 && sender.isIn(rest);
  }

  private static boolean mayBegin(PhraseType type, TextLine line, int at) {
    String content = line.content;
    return at < content.length()
        && (content.charAt(at) == '*' || PhraseTables.of(type).mayBegin(content, at));
  }

  static boolean isPostscript(TextLine line) {
    if (!mayBegin(PhraseType.POSTSCRIPT, line, 0)) {
      return false;
    }
    int length = PhraseTables.of(PhraseType.POSTSCRIPT).lengthAt(line.folded(), 0);
    return length > 0
        && line.words() > 1
        && (length >= line.folded().length()
            || !Character.isLetterOrDigit(line.folded().charAt(length)));
  }

  static boolean isBullet(TextLine line) {
    String text = line.content;
    return text.length() > 2 && "-*•·–+".indexOf(text.charAt(0)) >= 0 && text.charAt(1) == ' '
        || text.length() > 2
            && Clues.isDigit(text.charAt(0))
            && (text.charAt(1) == ')' || text.charAt(1) == '.' && text.charAt(2) == ' ');
  }

  /** A sentence, a question, or a line too long for a signature. */
  static boolean isProse(TextLine line) {
    String text = line.content;
    if (text.isEmpty()) {
      return false;
    }
    char last = text.charAt(text.length() - 1);
    int words = line.words();
    return last == '?'
        || words >= 6 && (last == '.' || last == '!' || last == ':')
        || words > 12
        || text.length() > 110;
  }

  /** One to four words that begin with capital letters, or few letters of a script without capitals, and no digits. */
  static boolean isName(TextLine line) {
    String text = bare(line.content);
    if (text.isEmpty()
        || text.length() > 40
        || Clues.hasDigit(text)
        || text.indexOf('@') >= 0
        || text.indexOf('?') >= 0
        || line.content.endsWith(":")) {
      return false;
    }
    int words = 0;
    for (int at = 0; at < text.length(); ) {
      int end = at;
      while (end < text.length() && !isSpace(text.charAt(end))) {
        end++;
      }
      if (end > at) {
        char first = text.charAt(at);
        if (!Character.isLetter(first)
            || Character.isLowerCase(first) && !isParticle(text, at, end)) {
          return false;
        }
        words++;
      }
      at = end + 1;
    }
    boolean ideographic = PhraseSet.isIdeographic(text.charAt(0));
    return words >= 1
        && words <= 5
        && (!ideographic || text.length() <= 12)
        && text.indexOf(':') < 0;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == 0xA0;
  }

  /** A small word inside a name, such as "von" or "&". */
  private static boolean isParticle(String text, int from, int to) {
    return to - from <= 3
        && "von van der den de di da la le du and und & el al bin y e ten ter zu dos"
            .contains(text.substring(from, to));
  }

  /** A telephone number, extension, address or link with few other words. */
  static boolean isContact(TextLine line) {
    if (line.words() > 8 || line.content.length() > 100) {
      return false;
    }
    return Clues.hasPhone(line.content)
        || Clues.hasAddress(line.content)
        || Clues.hasLink(line.folded()) && line.words() <= 4
        || isExtension(line);
  }

  /** A short number alone, such as "x-37059", "*7086" or "3-7060". */
  private static boolean isExtension(TextLine line) {
    String text = line.content;
    int digits = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      digits += Clues.isDigit(c) ? 1 : 0;
      if (!Clues.isDigit(c) && "xX*-.#() ".indexOf(c) < 0) {
        return false;
      }
    }
    return digits >= 4 && text.length() <= 16;
  }

  static boolean hasTitle(TextLine line) {
    PhraseSet titles = PhraseTables.of(PhraseType.TITLE_WORD);
    String folded = line.folded();
    for (int i = 0; i < folded.length(); i++) {
      if ((i == 0 || !Character.isLetterOrDigit(folded.charAt(i - 1)))
          && titles.lengthAt(folded, i) > 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether a line can be part of a signature. */
  static boolean fits(TextLine line, SenderName sender) {
    if (line.isRule(2) || isSignOff(line) || isDevice(line)) {
      return true;
    }
    if (isProse(line) || isPostscript(line) || isBullet(line) || line.content.endsWith(":")) {
      return false;
    }
    if (isContact(line) || sender.isIn(line)) {
      return true;
    }
    if (line.content.length() > MAX_LENGTH || line.words() > MAX_WORDS) {
      return false;
    }
    return isMostlyCapitalized(line);
  }

  private static boolean isMostlyCapitalized(TextLine line) {
    int words = 0;
    int capital = 0;
    String text = line.content;
    boolean inside = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean separator = isSpace(c) || c == ',' || c == '|' || c == '/';
      if (!separator && !inside && Character.isLetterOrDigit(c)) {
        words++;
        capital += Character.isLowerCase(c) ? 0 : 1;
      }
      inside = !separator;
    }
    return words == 0 || capital * 2 > words;
  }

  /** A line that a mail program or device appended: a phrase of the table, then a device or program. */
  static boolean isDevice(TextLine line) {
    if (line.content.length() > 200
        || line.words() > MAX_DEVICE_WORDS
        || line.content.endsWith("?")) {
      return false;
    }
    int letter = 0;
    while (letter < line.content.length()
        && "-–—_([\"' *".indexOf(line.content.charAt(letter)) >= 0) {
      letter++;
    }
    if (!mayBegin(PhraseType.DEVICE_LINE, line, letter)) {
      return false;
    }
    String folded = line.folded();
    int start = 0;
    while (start < folded.length() && "-–—_([\"' ".indexOf(folded.charAt(start)) >= 0) {
      start++;
    }
    int length = PhraseTables.of(PhraseType.DEVICE_LINE).prefixAt(folded, start);
    if (length == 0) {
      return false;
    }
    String tail = folded.substring(start + length).strip();
    String head = tail;
    int comma = head.indexOf(',');
    head = comma >= 0 ? head.substring(0, comma) : head;
    int words = 0;
    int cut = 0;
    while (cut < head.length() && words < 6) {
      int space = head.indexOf(' ', cut);
      cut = space < 0 ? head.length() : space + 1;
      words++;
    }
    head = head.substring(0, cut);
    PhraseSet devices = PhraseTables.of(PhraseType.DEVICE_WORD);
    if (devices.indexIn(head) >= 0) {
      return comma >= 0 || tail.length() <= 90;
    }
    if (tail.isEmpty()) {
      return devices.indexIn(folded) >= 0;
    }
    return comma < 0 && !tail.endsWith(".") && isBrand(line.content, start + length);
  }

  /** After an optional "my" or article, the rest begins with a capital letter and has few words. */
  private static boolean isBrand(String content, int at) {
    if (at >= content.length()) {
      return false;
    }
    String[] words = content.substring(at).strip().split(" +", -1);
    int first =
        words[0].length() <= 3 && words.length > 1 && Character.isLowerCase(words[0].charAt(0))
            ? 1
            : 0;
    return words.length - first <= 5
        && !words[first].isEmpty()
        && Character.isUpperCase(words[first].charAt(0));
  }
}
