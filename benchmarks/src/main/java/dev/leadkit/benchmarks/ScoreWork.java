// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.benchmarks;

import dev.leadkit.benchmarks.ScoredRule.Above;
import dev.leadkit.benchmarks.ScoredRule.Below;
import dev.leadkit.benchmarks.ScoredRule.Countries;
import dev.leadkit.benchmarks.ScoredRule.Domains;
import dev.leadkit.benchmarks.ScoredRule.Several;
import dev.leadkit.benchmarks.ScoredRule.Words;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/**
 * The workload of the comparison: 64 events with texts of 2 to 4 KB, and any number of rules, five of them true of each event. It is the same on
 * every machine.
 *
 * <p>The first eight rules are true of some events; with ten rules or more, always five are. All others are near misses: half test phrases whose
 * words, or all but the last, occur in the texts, a fifth domains, a fifth numbers, a tenth combinations.
 */
final class ScoreWork {

  static final int EVENTS = 64;

  private static final int VOCABULARY = 30_000;
  private static final long SEED = 42;

  private static final List<String> ASKED =
      List.of("price list", "single sign on", "pilot project");
  private static final List<String> HOSTED = List.of("on premises", "private cloud");
  private static final List<String> URGENT = List.of("this quarter", "as soon as possible");
  private static final List<String> SIGNED = List.of("purchase order", "framework contract");
  private static final Set<String> NEAR = new LinkedHashSet<>(List.of("DE", "NO", "SE", "AT"));

  private final Random random = new Random(SEED);
  private final List<String> words = new ArrayList<>();
  private final Set<String> customers = new LinkedHashSet<>();
  private final List<ScoredEvent> events = new ArrayList<>();
  private final List<String> lower = new ArrayList<>();
  private final List<ScoredRule> rules = new ArrayList<>();

  /** @param count at least 4 rules */
  ScoreWork(int count) {
    var distinct = new LinkedHashSet<String>();
    while (distinct.size() < VOCABULARY) {
      distinct.add(word());
    }
    words.addAll(distinct);
    while (customers.size() < 20) {
      customers.add(domain());
    }
    for (int number = 0; number < EVENTS; number++) {
      events.add(event(number));
      lower.add(events.get(number).text().toLowerCase(Locale.ROOT));
    }
    rules.addAll(hot().subList(0, Math.min(8, count)));
    while (rules.size() < count) {
      rules.add(cold(rules.size()));
    }
  }

  List<ScoredEvent> events() {
    return events;
  }

  List<ScoredRule> rules() {
    return rules;
  }

  /** The rules as a policy. */
  String yaml() {
    var yaml = new StringBuilder("schema: lead-policy/1\nscore: { clamp: [0, 100] }\nrules:\n");
    for (int number = 0; number < rules.size(); number++) {
      yaml.append("  - { id: r").append(number);
      yaml.append(", add: ").append(ScoredRule.points(number));
      yaml.append(", when: ").append(rules.get(number).yaml()).append(" }\n");
    }
    return yaml.append("routes:\n  - { id: all, when: always, to: { queue: all, sla: 60m } }\n")
        .toString();
  }

  private List<ScoredRule> hot() {
    return List.of(
        new Words(ASKED),
        new Domains(customers),
        new Above(200),
        new Several(new Above(50), new Below(0.001), new Domains(domains(5)), new Words(HOSTED)),
        new Words(URGENT),
        new Words(SIGNED),
        new Countries(NEAR),
        new Below(0.1));
  }

  private ScoredEvent event(int number) {
    int first = number % 5;
    int second = (first + 2) % 5;
    Set<Integer> wanted = Set.of(first, second);
    var said = new ArrayList<String>();
    said.add(ASKED.get(number % ASKED.size()));
    if (wanted.contains(0)) {
      said.add(HOSTED.get(number % 2));
    }
    if (wanted.contains(1)) {
      said.add(URGENT.get(number % 2));
    }
    if (wanted.contains(2)) {
      said.add(SIGNED.get(number % 2));
    }
    String country = wanted.contains(3) ? List.copyOf(NEAR).get(number % NEAR.size()) : "US";
    double spam = wanted.contains(4) ? 0.05 : 0.25;
    String domain = List.copyOf(customers).get(number % customers.size());
    return new ScoredEvent(text(said), domain, country, 201 + random.nextInt(5000), spam);
  }

  private String text(List<String> said) {
    int length = 2048 + random.nextInt(2049);
    int gap = length / (said.size() + 1);
    var text = new StringBuilder();
    int sentences = 0;
    int done = 0;
    while (text.length() < length) {
      int start = text.length();
      int last = 6 + random.nextInt(11);
      for (int i = 0; i < last; i++) {
        text.append(i == 0 ? "" : " ").append(common());
        if (i == last / 2 && done < said.size() && text.length() > gap * (done + 1)) {
          text.append(' ').append(said.get(done++));
        }
      }
      text.setCharAt(start, Character.toUpperCase(text.charAt(start)));
      text.append(++sentences % 5 == 0 ? ".\n\n" : ". ");
    }
    while (done < said.size()) {
      text.append("We ask: ").append(said.get(done++)).append(". ");
    }
    return text.toString();
  }

  /** A word with the frequency of natural text (Zipf's law). */
  private String common() {
    return words.get((int) Math.pow(VOCABULARY, random.nextDouble()) - 1);
  }

  private String word() {
    var word = new StringBuilder();
    for (int syllables = 1 + random.nextInt(4); syllables > 0; syllables--) {
      word.append("bcdfghklmnprstvw".charAt(random.nextInt(16)));
      word.append("aeiou".charAt(random.nextInt(5)));
      word.append(random.nextInt(3) == 0 ? "nrstl".charAt(random.nextInt(5)) : 'e');
    }
    return word.toString();
  }

  private String domain() {
    return word() + word() + ".example";
  }

  private Set<String> domains(int count) {
    var domains = new LinkedHashSet<String>();
    while (domains.size() < count) {
      String domain = domain();
      if (!customers.contains(domain)) {
        domains.add(domain);
      }
    }
    return domains;
  }

  private ScoredRule cold(int number) {
    return switch (number % 10) {
      case 0, 2, 4, 6, 8 -> new Words(phrases(1 + random.nextInt(3)));
      case 1, 5 -> new Domains(domains(5 + random.nextInt(26)));
      case 3 -> new Above(100_000 + number);
      case 7 -> new Below(0.04 * number / 100_000);
      default ->
        new Several(
            new Above(10 + number % 100),
            new Below(0.04 * number / 100_000),
            new Domains(domains(5 + random.nextInt(10))),
            new Words(phrases(1)));
    };
  }

  private List<String> phrases(int count) {
    var phrases = new LinkedHashSet<String>();
    while (phrases.size() < count) {
      String phrase = phrase();
      if (lower.stream().allMatch(text -> ScoredRule.find(text, phrase) < 0)) {
        phrases.add(phrase);
      }
    }
    return List.copyOf(phrases);
  }

  private String phrase() {
    var phrase = new StringBuilder();
    for (int before = random.nextInt(3); before > 0; before--) {
      phrase.append(common()).append(' ');
    }
    return phrase.append(random.nextBoolean() ? common() : word() + word()).toString();
  }
}
