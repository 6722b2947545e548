// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding;

import dev.leadkit.Address;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The words of the sender's name and address, to recognize them in a signature. */
final class SenderName {

  private static final int MAX_WORDS = 5;

  private final Set<String> words = new HashSet<>();
  private final String email;

  /** The first letters of the words. */
  private final String beginnings;

  SenderName(Address from) {
    email = from.email();
    words.addAll(wordsOf(from.name().contains("@") ? "" : from.name()));
    words.addAll(wordsOf(from.local()));
    words.removeIf(word -> word.length() < 2);
    StringBuilder first = new StringBuilder();
    words.forEach(word -> first.append(word.charAt(0)));
    beginnings = first.toString();
  }

  boolean isKnown() {
    return !words.isEmpty();
  }

  static List<String> wordsOf(String text) {
    List<String> words = new ArrayList<>();
    int start = -1;
    for (int i = 0; i <= text.length(); i++) {
      boolean letter = i < text.length() && Character.isLetter(text.charAt(i));
      if (letter && start < 0) {
        start = i;
      } else if (!letter && start >= 0) {
        words.add(text.substring(start, i).toLowerCase(Locale.ROOT));
        start = -1;
      }
    }
    return words;
  }

  /** Whether a word of a text begins like one of the name; false means that none is one. */
  private boolean mayContain(String text) {
    boolean inside = false;
    for (int i = 0; i < text.length(); i++) {
      boolean letter = Character.isLetter(text.charAt(i));
      if (letter && !inside && beginnings.indexOf(Character.toLowerCase(text.charAt(i))) >= 0) {
        return true;
      }
      inside = letter;
    }
    return false;
  }

  /** Whether a line is the sender's name, with at most two other words, or begins with it and goes on with contact data. */
  boolean isIn(TextLine line) {
    if (line.content.length() > 80) {
      return false;
    }
    if (!email.isEmpty() && line.folded().equals(email)) {
      return true;
    }
    if (!mayContain(line.content)) {
      return false;
    }
    List<String> found = wordsOf(line.content);
    int matches = 0;
    for (String word : found) {
      matches += words.contains(word) ? 1 : 0;
    }
    if (matches == 0) {
      return false;
    }
    boolean first = words.contains(found.get(0));
    boolean last = words.contains(found.get(found.size() - 1));
    boolean contact = Clues.hasPhone(line.content) || Clues.hasAddress(line.content);
    if (first && contact && line.words() <= 8) {
      return true;
    }
    int others = found.size() - matches;
    boolean closing = last && line.content.contains(",") && found.size() <= 4;
    return found.size() <= MAX_WORDS
        && !Clues.hasDigit(line.content)
        && (others <= 1 || closing || others == 2 && found.size() >= 3 && first)
        && line.content.indexOf('?') < 0
        && (first || last || others <= 1);
  }
}
