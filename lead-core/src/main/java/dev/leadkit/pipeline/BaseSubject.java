// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;

/**
 * The subject of a conversation (RFC 5256 §2.1): without the prefixes of replies and forwards in several languages, without tags in brackets
 * such as {@code [EXTERNAL]}, in lower case.
 */
final class BaseSubject {

  private static final int MAX_PREFIX = 8;

  /** What mail programs write before the subject of a reply or forward, by language: en de nl fr es it pt sv da no fi pl cs tr hu ru zh ja. */
  private static final Set<String> PREFIXES = Set.of(
      "re",
      "fw",
      "fwd",
      "aw",
      "antw",
      "antwort",
      "wg",
      "doorst",
      "tr",
      "rv",
      "res",
      "enc",
      "rif",
      "r",
      "i",
      "ref",
      "sv",
      "vs",
      "vl",
      "vb",
      "vá",
      "odp",
      "pd",
      "ynt",
      "ilt",
      "továbbítás",
      "на",
      "отв",
      "пересл",
      "回复",
      "转发",
      "答复",
      "返信",
      "転送");

  private BaseSubject() {}

  static String of(String subject) {
    String text = Normalizer.normalize(subject, Normalizer.Form.NFKC)
        .toLowerCase(Locale.ROOT)
        .strip();
    String before;
    do {
      before = text;
      text = withoutTag(withoutPrefix(text)).strip();
    } while (!text.equals(before));
    return text.replaceAll("\\s+", " ");
  }

  /** Whether the subject begins with a prefix of a reply or forward. */
  static boolean isReply(String subject) {
    String text = withoutTag(subject.strip().toLowerCase(Locale.ROOT)).strip();
    return !withoutPrefix(text).equals(text);
  }

  private static String withoutPrefix(String text) {
    int colon = text.indexOf(':');
    if (colon < 0 || colon > 2 * MAX_PREFIX) {
      return text;
    }
    String prefix = text.substring(0, colon).strip();
    int bracket = prefix.indexOf('[');
    prefix = bracket > 0 ? prefix.substring(0, bracket).strip() : prefix;
    return PREFIXES.contains(prefix) ? text.substring(colon + 1) : text;
  }

  private static String withoutTag(String text) {
    int end = text.startsWith("[") ? text.indexOf(']') : -1;
    boolean isAll = end == text.length() - 1;
    return end < 0 || isAll ? text : text.substring(end + 1);
  }
}
