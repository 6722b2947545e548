// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding.language;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.EnumMap;
import java.util.Map;

/**
 * Tells in which language a text is written: by its script where that is enough, otherwise by frequent words and groups of three letters.
 *
 * <p>Links, addresses and numbers do not count. At most the first 600 characters are read. A text of fewer than 12 letters of a script that
 * several languages share, or one whose two best languages are alike, has no language.
 */
public final class LanguageDetector {

  private static final int MAX_TEXT = 600;
  private static final int MIN_LETTERS = 12;
  private static final int MIN_OWN_SCRIPT = 2;

  private static final Map<UnicodeScript, String> SCRIPTS = new EnumMap<>(Map.ofEntries(
      Map.entry(UnicodeScript.GREEK, "el"),
      Map.entry(UnicodeScript.HEBREW, "he"),
      Map.entry(UnicodeScript.HANGUL, "ko"),
      Map.entry(UnicodeScript.THAI, "th"),
      Map.entry(UnicodeScript.GEORGIAN, "ka"),
      Map.entry(UnicodeScript.ARMENIAN, "hy"),
      Map.entry(UnicodeScript.DEVANAGARI, "hi"),
      Map.entry(UnicodeScript.TAMIL, "ta"),
      Map.entry(UnicodeScript.BENGALI, "bn"),
      Map.entry(UnicodeScript.TELUGU, "te"),
      Map.entry(UnicodeScript.KHMER, "km")));

  private LanguageDetector() {}

  /** The language of a text as a tag of RFC 5646 such as {@code pt}, {@code ""} if it cannot be told. */
  public static String detect(String text) {
    String words = words(text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text);
    Map<UnicodeScript, Integer> counts = scripts(words);
    int kana = counts.getOrDefault(UnicodeScript.HIRAGANA, 0)
        + counts.getOrDefault(UnicodeScript.KATAKANA, 0);
    int han = counts.getOrDefault(UnicodeScript.HAN, 0);
    int total = counts.values().stream().mapToInt(Integer::intValue).sum();
    if (kana + han >= MIN_OWN_SCRIPT && (kana + han) * 3 >= total) {
      return kana * 20 >= han ? "ja" : "zh";
    }
    UnicodeScript most = UnicodeScript.UNKNOWN;
    for (Map.Entry<UnicodeScript, Integer> count : counts.entrySet()) {
      if (count.getValue() > counts.getOrDefault(most, 0)) {
        most = count.getKey();
      }
    }
    int letters = counts.getOrDefault(most, 0);
    String only = SCRIPTS.get(most);
    if (only != null) {
      return letters >= MIN_OWN_SCRIPT ? only : "";
    }
    return letters < MIN_LETTERS ? "" : LanguageProfiles.best(words, most);
  }

  private static Map<UnicodeScript, Integer> scripts(String words) {
    Map<UnicodeScript, Integer> counts = new EnumMap<>(UnicodeScript.class);
    words.codePoints().filter(Character::isLetter).forEach(c -> {
      UnicodeScript script = c < 0x250 ? UnicodeScript.LATIN : UnicodeScript.of(c);
      if (script != UnicodeScript.COMMON && script != UnicodeScript.INHERITED) {
        counts.merge(script, 1, Integer::sum);
      }
    });
    return counts;
  }

  /** The text in lower case without words that have a digit, a slash or an at sign. */
  private static String words(String text) {
    var out = new StringBuilder(text.length());
    int start = 0;
    while (start < text.length()) {
      int end = start;
      boolean isWord = true;
      while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
        char c = text.charAt(end);
        isWord &= c != '@' && c != '/' && c != '_' && !Character.isDigit(c);
        end++;
      }
      if (isWord && end > start) {
        for (int i = start; i < end; i++) {
          char c = text.charAt(i);
          out.append(c == '’' ? '\'' : Character.toLowerCase(c));
        }
        out.append(' ');
      }
      start = end + 1;
    }
    return Normalizer.normalize(out, Normalizer.Form.NFC);
  }
}
