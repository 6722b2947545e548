// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding;

import org.jspecify.annotations.Nullable;

/** What the prefix of a subject says about the message. */
public enum SubjectPrefix {
  FORWARD,
  REPLY,
  /** A prefix that means a forward in one language and a reply in another, such as "VS:". */
  AMBIGUOUS,
  NONE,
  /** There is no subject. */
  UNKNOWN;

  private static final int MAX_PREFIX = 20;

  /** What the prefix of a subject says, in any of the languages of the tables; {@link #UNKNOWN} without a subject. */
  public static SubjectPrefix of(@Nullable String subject) {
    if (subject == null) {
      return UNKNOWN;
    }
    String rest = withoutTags(subject);
    String prefix = prefixOf(rest);
    if (prefix.isEmpty()) {
      return NONE;
    }
    boolean forward = PhraseTables.of(PhraseType.FORWARD_PREFIX).contains(prefix);
    boolean reply = PhraseTables.of(PhraseType.REPLY_PREFIX).contains(prefix);
    if (forward && reply) {
      return AMBIGUOUS;
    }
    return forward ? FORWARD : reply ? REPLY : NONE;
  }

  /** The subject without tags such as "[EXT]" and without one prefix of a forward. */
  static String stripForward(String subject) {
    String rest = withoutTags(subject);
    String prefix = prefixOf(rest);
    if (!prefix.isEmpty() && PhraseTables.of(PhraseType.FORWARD_PREFIX).contains(prefix)) {
      return rest.substring(
              Math.max(rest.indexOf(':'), rest.indexOf('：')) < 0 ? 0 : firstColon(rest) + 1)
          .strip();
    }
    return subject.strip();
  }

  private static int firstColon(String text) {
    int colon = text.indexOf(':');
    int wide = text.indexOf('：');
    return colon < 0 ? wide : wide < 0 ? colon : Math.min(colon, wide);
  }

  private static String withoutTags(String subject) {
    String rest = subject.strip();
    for (int i = 0; i < 5 && rest.startsWith("["); i++) {
      int close = rest.indexOf(']');
      if (close < 0) {
        return rest;
      }
      String inside = rest.substring(1, close);
      if (SubjectPrefix.firstColon(inside) >= 0) {
        return inside.strip();
      }
      rest = rest.substring(close + 1).strip();
    }
    return rest;
  }

  private static String prefixOf(String rest) {
    int colon = firstColon(rest);
    if (colon <= 0 || colon > MAX_PREFIX) {
      return "";
    }
    String prefix = TextLine.fold(rest.substring(0, colon));
    int bracket = Math.max(prefix.indexOf('['), prefix.indexOf('('));
    return bracket > 0 ? prefix.substring(0, bracket).strip() : prefix;
  }
}
