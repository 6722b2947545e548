// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.authentication;

import java.util.ArrayList;
import java.util.List;

/**
 * The addresses in From (RFC 5322 §3.6.2), read so that nothing is overlooked: whatever a reader might take for a further author is one more
 * address, and DMARC wants exactly one.
 */
final class Authors {

  private final List<String> addresses = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private boolean hasAngle;

  private Authors() {}

  /** The addresses of all From fields. One field too many is as bad as one address too many. */
  static List<String> of(List<String> fields) {
    Authors authors = new Authors();
    for (String each : fields) {
      authors.read(each);
    }
    return List.copyOf(authors.addresses);
  }

  /** {@code mailbox-list}, with comments, quoted strings and groups (RFC 6854). */
  private void read(String field) {
    int at = 0;
    while (at < field.length()) {
      char each = field.charAt(at);
      switch (each) {
        case '"' -> at = endOfQuoted(field, at);
        case '(' -> at = endOfComment(field, at);
        case '<' -> {
          int end = endOfAngle(field, at);
          addresses.add(addrSpec(field.substring(at + 1, Math.min(end, field.length()))));
          hasAngle = true;
          at = end;
        }
        case ',', ';' -> finish();
        // The name of a group.
        case ':' -> text.setLength(0);
        default -> text.append(each);
      }
      at++;
    }
    finish();
  }

  /** A mailbox without angle brackets is an address by itself. */
  private void finish() {
    String bare = text.toString().strip();
    if (!hasAngle && !bare.isEmpty()) {
      addresses.add(bare);
    }
    text.setLength(0);
    hasAngle = false;
  }

  /** The text in angle brackets, without quoted strings, comments and white space. */
  private static String addrSpec(String angle) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < angle.length(); i++) {
      switch (angle.charAt(i)) {
        case '"' -> i = endOfQuoted(angle, i);
        case '(' -> i = endOfComment(angle, i);
        case ' ', '\t' -> {}
        default -> plain.append(angle.charAt(i));
      }
    }
    return plain.toString();
  }

  private static int endOfAngle(String field, int from) {
    int at = from + 1;
    while (at < field.length() && field.charAt(at) != '>') {
      at = field.charAt(at) == '"' ? endOfQuoted(field, at) + 1 : at + 1;
    }
    return at;
  }

  private static int endOfQuoted(String text, int from) {
    int at = from + 1;
    while (at < text.length() && text.charAt(at) != '"') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    return at;
  }

  private static int endOfComment(String text, int from) {
    int depth = 0;
    for (int at = from; at < text.length(); at++) {
      char each = text.charAt(at);
      if (each == '\\') {
        at++;
      } else if (each == '(') {
        depth++;
      } else if (each == ')' && --depth == 0) {
        return at;
      }
    }
    return text.length();
  }
}
