// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding.spam;

import java.net.IDN;
import java.util.Locale;

/** Compares domains and words by how they look. */
final class LookAlike {

  /** Below this length one different letter does not mean imitation. */
  private static final int MIN_NAME = 5;

  private static final String CYRILLIC_AND_GREEK = "аеорсухіјѕԁһкмтвнгπΑΒΕΖΗΙΚΜΝΟΡΤΥΧοαυρτνικ";
  private static final String LATIN = "aeopcyxijsdhkmtbhrnABEZHIKMNOPTYXoauptvik";

  private LookAlike() {}

  /** Whether a domain looks like another one that it neither is nor belongs to. */
  static boolean isLookAlike(String domain, String ours) {
    if (domain.isEmpty()
        || ours.isEmpty()
        || domain.equals(ours)
        || domain.endsWith("." + ours)
        || ours.endsWith("." + domain)) {
      return false;
    }
    String name = skeleton(name(shown(domain)));
    String own = skeleton(name(shown(ours)));
    if (own.length() < MIN_NAME || name.isEmpty()) {
      return false;
    }
    boolean imitates = name.equals(own) && !name(domain).equals(name(ours));
    return imitates || isOneEditApart(name, own);
  }

  /** The domain as people see it. */
  private static String shown(String domain) {
    return domain.contains("xn--") ? IDN.toUnicode(domain) : domain;
  }

  /** What precedes the last label, without dots and dashes. */
  private static String name(String domain) {
    int last = domain.lastIndexOf('.');
    return (last < 0 ? domain : domain.substring(0, last)).replace("-", "").replace(".", "");
  }

  /** The text with each letter replaced by what it looks like. */
  private static String skeleton(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int at = CYRILLIC_AND_GREEK.indexOf(c);
      c = at < 0 ? c : LATIN.charAt(at);
      out.append(c == '0' ? 'o' : c == '1' || c == 'i' ? 'l' : c == '5' ? 's' : c);
    }
    return out.toString().toLowerCase(Locale.ROOT).replace("rn", "m").replace("vv", "w");
  }

  /** Whether one letter was changed, added, left out, or swapped with the next one. */
  private static boolean isOneEditApart(String one, String other) {
    int difference = one.length() - other.length();
    if (one.equals(other) || difference < -1 || difference > 1) {
      return false;
    }
    int from = 0;
    int shorter = Math.min(one.length(), other.length());
    while (from < shorter && one.charAt(from) == other.charAt(from)) {
      from++;
    }
    int ends = 0;
    while (ends < shorter - from
        && one.charAt(one.length() - 1 - ends) == other.charAt(other.length() - 1 - ends)) {
      ends++;
    }
    int left = one.length() - from - ends;
    int right = other.length() - from - ends;
    boolean swapped = left == 2
        && right == 2
        && one.charAt(from) == other.charAt(from + 1)
        && one.charAt(from + 1) == other.charAt(from);
    return left <= 1 && right <= 1 || swapped;
  }

  /** The first words that mix Latin letters with look-alikes or hide characters inside, {@code ""} if there are fewer than {@code min}. */
  static String tricks(String text, int min) {
    StringBuilder found = new StringBuilder();
    int count = 0;
    int start = 0;
    boolean latin = false;
    boolean other = false;
    boolean hidden = false;
    int length = Math.min(text.length(), 20_000);
    for (int i = 0; i <= length; i++) {
      char c = i < length ? text.charAt(i) : ' ';
      boolean inside = Character.isLetterOrDigit(c) || isInvisible(c);
      if (inside) {
        latin |= c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
        other |= c > 0x7F && CYRILLIC_AND_GREEK.indexOf(c) >= 0;
        hidden |= isInvisible(c) && i > start;
      } else {
        if (latin && (other || hidden) && i - start > 3) {
          count++;
          if (found.length() < 100) {
            found
                .append(found.length() == 0 ? "" : ", ")
                .append(text, start, Math.min(i, start + 40));
          }
        }
        start = i + 1;
        latin = false;
        other = false;
        hidden = false;
      }
    }
    return count >= min ? found.toString() : "";
  }

  private static boolean isInvisible(char c) {
    return c == '\u200B' || c == '\u2060' || c == '\u180E';
  }
}
