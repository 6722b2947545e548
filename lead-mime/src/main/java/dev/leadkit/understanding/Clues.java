// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding;

/** Signs of dates, times, addresses and telephone numbers in a short text, each found in one forward pass. */
final class Clues {

  private Clues() {}

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9' || c >= '٠' && c <= '٩';
  }

  static boolean hasDigit(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isDigit(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  /** The index after the run of digits at an index. */
  private static int digitsEnd(String text, int at) {
    int end = at;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /** The index after the last time of day such as 9:31, 09.31, 10h30 or 3 PM, -1 where there is none. */
  static int timeEnd(String text) {
    int found = -1;
    int i = 0;
    while (i < text.length()) {
      if (!isDigit(text.charAt(i))) {
        i++;
        continue;
      }
      int end = digitsEnd(text, i);
      int after = timeEnd(text, i, end);
      if (after > 0) {
        found = after;
        end = after;
      }
      i = end;
    }
    return found;
  }

  private static int timeEnd(String text, int start, int end) {
    char before = start > 0 ? text.charAt(start - 1) : ' ';
    if (end - start > 2
        || before == '.'
        || before == '/'
        || before == '-'
        || end == text.length()) {
      return -1;
    }
    char separator = text.charAt(end);
    if (separator == ' '
        || separator == 'a'
        || separator == 'p'
        || separator == 'A'
        || separator == 'P') {
      int word = separator == ' ' ? end + 1 : end;
      boolean half =
          text.regionMatches(true, word, "am", 0, 2) || text.regionMatches(true, word, "pm", 0, 2);
      return half && (word + 2 == text.length() || !Character.isLetter(text.charAt(word + 2)))
          ? word + 2
          : -1;
    }
    int minutes = digitsEnd(text, end + 1);
    if (separator != ':' && separator != '.' && separator != 'h' || minutes - end != 3) {
      return -1;
    }
    if (separator == '.'
        && minutes < text.length()
        && text.charAt(minutes) == '.'
        && digitsEnd(text, minutes + 1) - minutes != 3) {
      return -1;
    }
    if (Integer.parseInt(text.substring(start, end)) > 24
        || Integer.parseInt(text.substring(end + 1, minutes)) > 59) {
      return -1;
    }
    boolean seconds = minutes < text.length()
        && text.charAt(minutes) == separator
        && digitsEnd(text, minutes + 1) - minutes == 3;
    return seconds ? minutes + 3 : minutes;
  }

  static boolean hasTime(String text) {
    return timeEnd(text) >= 0;
  }

  /** A year of four digits from 1970 to 2099, or a date of three numbers. */
  static boolean hasDate(String text) {
    return dateEnd(text) >= 0;
  }

  /** The index after the last year or numeric date, -1 where there is none. */
  static int dateEnd(String text) {
    int found = -1;
    int i = 0;
    while (i < text.length()) {
      if (!isDigit(text.charAt(i))) {
        i++;
        continue;
      }
      int end = digitsEnd(text, i);
      if (end - i == 4 && (text.startsWith("20", i) || text.startsWith("19", i))) {
        found = end;
      }
      if (end - i <= 2 && end + 1 < text.length() && "./-".indexOf(text.charAt(end)) >= 0) {
        int second = digitsEnd(text, end + 1);
        if (second - end >= 2
            && second - end <= 3
            && second < text.length()
            && text.charAt(second) == text.charAt(end)) {
          int third = digitsEnd(text, second + 1);
          if (third - second == 3 || third - second == 5) {
            found = third;
            end = third;
          }
        }
      }
      i = end;
    }
    return found;
  }

  /** Where the first e-mail address begins, -1 where there is none. */
  static int addressStart(String text) {
    for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
      if (addressEnd(text, at) > at && at > 0 && isLocal(text.charAt(at - 1))) {
        int start = at;
        while (start > 0 && isLocal(text.charAt(start - 1))) {
          start--;
        }
        return start;
      }
    }
    return -1;
  }

  static boolean hasAddress(String text) {
    return addressStart(text) >= 0;
  }

  /** The end of the domain after the at sign at this index; the index itself where there is no domain with a dot. */
  static int addressEnd(String text, int at) {
    int end = at + 1;
    boolean dot = false;
    while (end < text.length() && isDomain(text.charAt(end))) {
      dot |= text.charAt(end) == '.' && end > at + 1;
      end++;
    }
    while (end > at + 1 && (text.charAt(end - 1) == '.' || text.charAt(end - 1) == '-')) {
      end--;
    }
    return dot ? end : at;
  }

  private static boolean isDomain(char c) {
    return Character.isLetterOrDigit(c) || c == '.' || c == '-' || c == '_';
  }

  private static boolean isLocal(char c) {
    return Character.isLetterOrDigit(c) || "!#$%&'*+-/=?^_`{|}~.".indexOf(c) >= 0 && c != '\'';
  }

  static boolean hasLink(String folded) {
    return folded.contains("http://") || folded.contains("https://") || folded.contains("www.");
  }

  /** Whether a text has a number of at least seven digits that is written like a telephone number. */
  static boolean hasPhone(String text) {
    int digits = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isDigit(c)) {
        digits++;
        if (digits >= 7) {
          return true;
        }
      } else if (" -./()+\u00A0".indexOf(c) < 0) {
        digits = 0;
      }
    }
    return false;
  }

  static boolean hasLetter(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isLetterOrDigit(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }
}
