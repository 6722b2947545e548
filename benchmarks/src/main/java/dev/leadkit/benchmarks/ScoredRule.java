// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** A rule in the form of every engine: in Java, in the policy language, and in CEL. */
sealed interface ScoredRule {

  /** Whether it is true of an event; {@code lower} is the text in lower case. */
  boolean isTrue(ScoredEvent event, String lower);

  /** The position of the first words of the rule; {@link Fired#NOWHERE} if there are none. */
  default long place(String lower) {
    return Fired.NOWHERE;
  }

  /** The condition in a policy. */
  String yaml();

  /** The condition in CEL. */
  String cel();

  /** The points of the rule. */
  static int points(int number) {
    return 1 + number % 7;
  }

  /** One of some phrases occurs in the text. */
  record Words(List<String> phrases) implements ScoredRule {

    @Override
    public boolean isTrue(ScoredEvent event, String lower) {
      for (String phrase : phrases) {
        if (find(lower, phrase) >= 0) {
          return true;
        }
      }
      return false;
    }

    @Override
    public long place(String lower) {
      long first = Fired.NOWHERE;
      for (String phrase : phrases) {
        long place = find(lower, phrase);
        first = first < 0 || place >= 0 && place < first ? place : first;
      }
      return first;
    }

    @Override
    public String yaml() {
      return "{ text: { phrase: " + phrases + " } }";
    }

    @Override
    public String cel() {
      return phrases.stream()
          .map(phrase -> "says(text, '" + phrase + "')")
          .collect(Collectors.joining(" || "));
    }
  }

  /** The sender's domain is one of some. */
  record Domains(Set<String> domains) implements ScoredRule {

    @Override
    public boolean isTrue(ScoredEvent event, String lower) {
      return domains.contains(event.domain());
    }

    @Override
    public String yaml() {
      return "{ sender.domain: { in: " + domains + " } }";
    }

    @Override
    public String cel() {
      return "domain in " + quoted(domains);
    }
  }

  /** The company's country is one of some. */
  record Countries(Set<String> countries) implements ScoredRule {

    @Override
    public boolean isTrue(ScoredEvent event, String lower) {
      return countries.contains(event.country());
    }

    @Override
    public String yaml() {
      return "{ company.country: { in: " + countries + " } }";
    }

    @Override
    public String cel() {
      return "country in " + quoted(countries);
    }
  }

  /** The company is larger than this. */
  record Above(int size) implements ScoredRule {

    @Override
    public boolean isTrue(ScoredEvent event, String lower) {
      return event.size() > size;
    }

    @Override
    public String yaml() {
      return "{ company.size: { gt: " + size + " } }";
    }

    @Override
    public String cel() {
      return "size > " + size;
    }
  }

  /** Less spam than this. */
  record Below(double spam) implements ScoredRule {

    @Override
    public boolean isTrue(ScoredEvent event, String lower) {
      return event.spam() < spam;
    }

    @Override
    public String yaml() {
      return "{ spam.score: { lt: " + decimal(spam) + " } }";
    }

    @Override
    public String cel() {
      return "spam < " + decimal(spam);
    }
  }

  /** Larger than a size, not cleaner than a limit, and from one of some domains or with some words. */
  record Several(Above above, Below not, Domains domains, Words words) implements ScoredRule {

    @Override
    public boolean isTrue(ScoredEvent event, String lower) {
      return above.isTrue(event, lower)
          && !not.isTrue(event, lower)
          && (domains.isTrue(event, lower) || words.isTrue(event, lower));
    }

    @Override
    public long place(String lower) {
      return words.place(lower);
    }

    @Override
    public String yaml() {
      return "{ all: [" + above.yaml() + ", { not: " + not.yaml() + " }, { any: [" + domains.yaml()
          + ", " + words.yaml() + "] }] }";
    }

    @Override
    public String cel() {
      return above.cel() + " && !(" + not.cel() + ") && (" + domains.cel() + " || " + words.cel()
          + ")";
    }
  }

  /** The first position of a lower-case phrase as whole words: the plain search that all engines but ours use. */
  static long find(String lower, String phrase) {
    for (int at = lower.indexOf(phrase); at >= 0; at = lower.indexOf(phrase, at + 1)) {
      int end = at + phrase.length();
      if ((at == 0 || !Character.isLetterOrDigit(lower.charAt(at - 1)))
          && (end == lower.length() || !Character.isLetterOrDigit(lower.charAt(end)))) {
        return Fired.place(at, end);
      }
    }
    return Fired.NOWHERE;
  }

  private static String quoted(Set<String> values) {
    return values.stream()
        .map(value -> "'" + value + "'")
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String decimal(double number) {
    return String.format(Locale.ROOT, "%.5f", number);
  }
}
