// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.header;

/** Finds e-mail addresses in text that is not an address list, such as display names. */
final class EmailText {

  private EmailText() {}

  /** Whether the whole text is an address. */
  static boolean isAddress(String text) {
    int at = at(text, 0);
    return at > 0 && start(text, at) == 0 && end(text, at) == text.length();
  }

  /** Whether the text contains an address other than this one, which is in lower case. */
  static boolean holdsOther(String text, String email) {
    for (int at = at(text, 0); at >= 0; at = at(text, at + 1)) {
      int start = start(text, at);
      int end = end(text, at);
      boolean isAddress = start < at && end > at + 1;
      int length = end - start;
      if (isAddress
          && !(length == email.length()
              && at - start == email.indexOf('@')
              && text.regionMatches(true, start, email, 0, at - start)
              && text.regionMatches(true, at + 1, email, at - start + 1, end - at - 1))) {
        return true;
      }
    }
    return false;
  }

  /** The next at sign or character that looks like one. */
  private static int at(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '@' || c == '\uFF20' || c == '\uFE6B') {
        return i;
      }
    }
    return -1;
  }

  private static int start(String text, int at) {
    int start = at;
    while (start > 0 && isLocal(text.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  /** The end of a domain of at least two labels, the position of the at sign if there is none. */
  private static int end(String text, int at) {
    int end = at + 1;
    while (end < text.length() && isDomain(text.charAt(end))) {
      end++;
    }
    while (end > at + 1 && ".-".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    int dot = text.lastIndexOf('.', end - 1);
    return dot > at + 1 ? end : at;
  }

  private static boolean isLocal(char c) {
    return Character.isLetterOrDigit(c) || ".!#$%&*+-/=?^_{|}~".indexOf(c) >= 0;
  }

  private static boolean isDomain(char c) {
    return Character.isLetterOrDigit(c) || c == '.' || c == '-';
  }
}
