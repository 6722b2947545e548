// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.authentication.spf;

/** Character classes of the grammar (RFC 5234 appendix B.1). */
final class Ascii {

  private Ascii() {}

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isAlpha(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  static boolean isAlphanumeric(char c) {
    return isAlpha(c) || isDigit(c);
  }

  static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
  }
}
