// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.routing;

import dev.leadkit.Attributes;
import dev.leadkit.Enrichment;
import dev.leadkit.Fact;
import dev.leadkit.Lead;
import dev.leadkit.policy.EvaluationContext;
import dev.leadkit.policy.Template;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who in a pool takes a lead: a ladder, of which the first step that names somebody who is there decides.
 *
 * <ol>
 *   <li>{@code reassigned}: a person gave it to somebody;
 *   <li>{@code thread}: somebody of the pool has it already;
 *   <li>{@code found}: an enricher found the owner of the account, attribute {@code owner};
 *   <li>{@code contact}, {@code domain}, {@code alias}: the account is somebody's;
 *   <li>{@code pool}: whose turn it is, or whoever draws it, of those who have not had all leads of their day.
 * </ol>
 *
 * @param people by name
 * @param skills what the owner must have among their skills; one whose field is missing is not asked for
 * @param overflow the queue that takes the lead where nobody can, {@code ""} where it stays in its own
 */
record Ownership(
    Map<String, Person> people,
    Accounts accounts,
    Pool pool,
    List<Template> skills,
    String overflow) {

  /**
   * The owner of one lead.
   *
   * @param name {@code ""} where nobody is there
   * @param why the step, and who was passed over
   */
  record Owner(String name, String why) {}

  Ownership {
    skills = List.copyOf(skills);
  }

  Owner owner(Lead lead, EvaluationContext view) {
    var notes = new ArrayList<String>();
    Owner named = named(lead, view, notes);
    return named == null ? ofPool(lead, view, notes) : named;
  }

  /**
   * The line in which the lead has to take its next place before its owner is known, {@code ""} for none: that of the pool if people take
   * turns in it, then that of the day of whoever would get it and can take only so many.
   */
  String line(Lead lead, EvaluationContext view) {
    if (!pool.hasLines() || named(lead, view, new ArrayList<>()) != null) {
      return "";
    }
    if (isToTake(lead, pool.line())) {
      return pool.line();
    }
    Person next = winner(lead, needed(view));
    String day = next == null ? "" : next.line(lead.asOf());
    return isToTake(lead, day) ? day : "";
  }

  /**
   * The members of the pool who are available for the lead, with their weights: there on that day, with the skills, and with room for one
   * more. Empty where a step before the pool names the owner.
   */
  Map<String, Integer> choice(Lead lead, EvaluationContext view) {
    if (named(lead, view, new ArrayList<>()) != null) {
      return Map.of();
    }
    List<String> needed = needed(view);
    var choice = new LinkedHashMap<String, Integer>();
    for (Pool.Member member : pool.members()) {
      if (isAvailable(member.person(), lead, needed)) {
        choice.put(member.person().name(), member.weight());
      }
    }
    return choice;
  }

  private static boolean isToTake(Lead lead, String line) {
    return !line.isEmpty() && !lead.tickets().containsKey(line);
  }

  /** Whom the steps before the pool name; null where none does. */
  private @Nullable Owner named(Lead lead, EvaluationContext view, List<String> notes) {
    Fact.Reassigned given = lead.reassignment();
    if (given != null && !given.owner().isEmpty()) {
      return new Owner(given.owner(), "reassigned: a person gave it to " + given.owner());
    }
    Owner kept = kept(lead, notes);
    if (kept != null) {
      return kept;
    }
    Owner found = found(lead, notes);
    if (found != null) {
      return found;
    }
    Accounts.Match match = accounts.match(lead, view);
    if (match != null && isThere(match.owner(), lead, notes)) {
      String who = match.owner().name();
      return said(who, match.code() + ": " + match.what() + " belongs to " + who, notes);
    }
    return null;
  }

  private @Nullable Owner kept(Lead lead, List<String> notes) {
    Fact.Qualified before = lead.decision();
    Person person = before == null ? null : people.get(before.assignment().owner());
    if (before == null || person == null) {
      return null;
    }
    boolean isOurs = pool.has(person.name()) || isAccountOwner(before);
    return isOurs && isThere(person, lead, notes)
        ? said(person.name(), "thread: " + person.name() + " has it already", notes)
        : null;
  }

  /** Whether an account, not a pool, gave the lead to its owner. */
  private static boolean isAccountOwner(Fact.Qualified before) {
    String why = before.assignment().ownership();
    return List.of("found:", "contact:", "domain:", "alias:").stream().anyMatch(why::startsWith);
  }

  private @Nullable Owner found(Lead lead, List<String> notes) {
    for (Map.Entry<String, Enrichment> findings : lead.findings().entrySet()) {
      String name = findings.getValue().attributes().getOrDefault(Attributes.OWNER, "");
      Person person = people.get(name);
      if (person != null && isThere(person, lead, notes)) {
        return said(name, "found: " + findings.getKey() + " names " + name, notes);
      }
    }
    return null;
  }

  private Owner ofPool(Lead lead, EvaluationContext view, List<String> notes) {
    List<String> needed = needed(view);
    for (Pool.Member member : pool.members()) {
      Person person = member.person();
      if (isThere(person, lead, notes)) {
        needed.stream()
            .filter(skill -> !person.skills().contains(skill))
            .forEach(skill -> notes.add(person.name() + " has no " + skill));
        if (isFull(person, lead)) {
          notes.add(
              person.name() + " has all " + person.capacity() + " of " + person.day(lead.asOf()));
        }
      }
    }
    Person winner = winner(lead, needed);
    if (winner == null) {
      return said("", "pool: nobody of " + pool.name() + " can take it", notes);
    }
    Long place = lead.tickets().get(pool.line());
    String turn = place == null ? "" : ", turn " + place;
    return said(
        winner.name(),
        "pool: " + winner.name() + " of " + pool.name() + turn + day(winner, lead),
        notes);
  }

  private List<String> needed(EvaluationContext view) {
    return skills.stream()
        .flatMap(skill -> skill.fill(view).stream())
        .map(skill -> skill.toLowerCase(Locale.ROOT))
        .toList();
  }

  /** Who gets the lead as far as its places are known; null where nobody can take it. */
  private @Nullable Person winner(Lead lead, List<String> needed) {
    Predicate<Person> may = person -> isAvailable(person, lead, needed);
    Long place = lead.tickets().get(pool.line());
    return place == null ? pool.draw(lead.id().value(), may) : pool.turns().take(place, may);
  }

  private static boolean isAvailable(Person person, Lead lead, List<String> needed) {
    return person.absence(lead.asOf()).isEmpty()
        && person.skills().containsAll(needed)
        && !isFull(person, lead);
  }

  /** Whether others have had all places of that day; who was not asked has room. */
  private static boolean isFull(Person person, Lead lead) {
    Long place = place(person, lead);
    return (place == null ? 0 : place) >= person.capacity();
  }

  /** The lead's number on this day of the person; null if it has none. */
  private static @Nullable Long place(Person person, Lead lead) {
    return lead.tickets().get(person.line(lead.asOf()));
  }

  private static String day(Person person, Lead lead) {
    Long place = place(person, lead);
    return place != null
        ? ", lead " + (place + 1) + " of " + person.capacity() + " on " + person.day(lead.asOf())
        : "";
  }

  private static boolean isThere(Person person, Lead lead, List<String> notes) {
    String absence = person.absence(lead.asOf());
    if (!absence.isEmpty() && !notes.contains(absence)) {
      notes.add(absence);
    }
    return absence.isEmpty();
  }

  private static Owner said(String name, String why, List<String> notes) {
    return new Owner(name, notes.isEmpty() ? why : why + "; " + String.join(", ", notes));
  }
}
