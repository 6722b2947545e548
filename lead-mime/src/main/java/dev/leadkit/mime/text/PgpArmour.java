// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.text;

/** Detects and removes the armour of OpenPGP around text that is signed or encrypted within the message (RFC 9580 §6.2, §7). */
public final class PgpArmour {

  private static final String BEGIN = "-----BEGIN PGP ";
  private static final String MESSAGE = "-----BEGIN PGP MESSAGE-----";
  private static final String SIGNED = "-----BEGIN PGP SIGNED MESSAGE-----";
  private static final String SIGNATURE = "-----BEGIN PGP SIGNATURE-----";
  private static final String END = "-----END PGP SIGNATURE-----";

  private PgpArmour() {}

  /** Whether a text contains an encrypted message. */
  public static boolean isEncrypted(String text) {
    return text.contains(BEGIN) && lineThatBegins(text, MESSAGE, 0) >= 0;
  }

  /** The text without the armour of signatures and without the escapes of dashes in signed text. */
  public static String removed(String text) {
    if (!text.contains(BEGIN)) {
      return text;
    }
    var plain = new StringBuilder(text.length());
    int at = 0;
    for (int begin = lineThatBegins(text, SIGNED, 0);
        begin >= 0;
        begin = lineThatBegins(text, SIGNED, at)) {
      int signature = lineThatBegins(text, SIGNATURE, begin);
      int end = signature < 0 ? -1 : lineThatBegins(text, END, signature);
      if (end < 0) {
        break;
      }
      plain.append(text, at, begin);
      signed(text, afterHeaders(text, begin, signature), signature, plain);
      at = nextLine(text, end);
    }
    return plain.append(text, at, text.length()).toString();
  }

  private static void signed(String text, int from, int to, StringBuilder plain) {
    int at = from;
    while (at < to) {
      int next = nextLine(text, at);
      plain.append(text, text.startsWith("- ", at) ? Math.min(at + 2, next) : at, next);
      at = next;
    }
  }

  /** The position after the blank line that ends the armour headers. If a gateway removed that line, no line counts as a header. */
  private static int afterHeaders(String text, int begin, int end) {
    int first = nextLine(text, begin);
    int at = first;
    while (at < end) {
      int next = nextLine(text, at);
      if (text.substring(at, next).isBlank()) {
        return next;
      }
      at = next;
    }
    return first;
  }

  private static int lineThatBegins(String text, String with, int from) {
    int at = text.indexOf(with, from);
    while (at > 0 && text.charAt(at - 1) != '\n') {
      at = text.indexOf(with, at + 1);
    }
    return at;
  }

  private static int nextLine(String text, int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end + 1;
  }
}
