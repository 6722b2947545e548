// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.prospect;

import dev.leadkit.text.WordFile;
import java.util.HashSet;
import java.util.Set;

/** What the values of boxes and choices mean, in the languages of the forms. */
final class Answers {

  private static final Set<String> YES = new HashSet<>();
  private static final Set<String> NO = new HashSet<>();

  static {
    for (String line : WordFile.read(Answers.class, "answers.txt")) {
      int tab = line.indexOf('\t');
      (line.startsWith("yes") ? YES : NO).add(line.substring(tab + 1));
    }
  }

  private Answers() {}

  /** Whether this lower-case text agrees. */
  static boolean isYes(String word) {
    return YES.contains(bare(word));
  }

  /** Whether this lower-case text refuses. */
  static boolean isNo(String word) {
    return NO.contains(bare(word));
  }

  /** The first words up to a comma, without marks at the ends. */
  private static String bare(String word) {
    String text = word.strip();
    int end = text.indexOf(',');
    text = end > 0 ? text.substring(0, end) : text;
    while (!text.isEmpty() && ".!;".indexOf(text.charAt(text.length() - 1)) >= 0) {
      text = text.substring(0, text.length() - 1);
    }
    return text.strip();
  }
}
