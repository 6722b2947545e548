// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.routing;

import dev.leadkit.Attributes;
import dev.leadkit.Enrichment;
import dev.leadkit.Fact;
import dev.leadkit.Lead;
import dev.leadkit.policy.condition.EvaluationContext;
import dev.leadkit.policy.condition.Template;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds the owner of a lead. The first of these steps that names an available person decides:
 *
 * <ol>
 *   <li>{@code reassigned}: a person reassigned the lead to the owner;
 *   <li>{@code thread}: a member of the pool owns it already;
 *   <li>{@code found}: an enricher found the owner of the account, attribute {@code owner};
 *   <li>{@code contact}, {@code domain}, {@code alias}: the account has an owner;
 *   <li>{@code pool}: by turns or by weighted hashing, among the members with capacity left on that day.
 * </ol>
 *
 * @param people by name
 * @param skills the skills that the owner must have; one whose field is missing is not required
 * @param overflow the queue for leads that no one can take, {@code ""} if they stay in their own
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
   * @param name {@code ""} if no one is available
   * @param why the step, and the people who were passed over; stored in the decision
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
   * The sequence in which the lead needs its next ticket before its owner is known, {@code ""} for none: first that of the pool if its members
   * take turns, then that of the day of the next owner if their capacity is limited.
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
   * The members of the pool who are available for the lead, with their weights: present on that day, with the skills, and with capacity left.
   * Empty if an earlier step names the owner.
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

  /** The owner by the steps before the pool; null if there is none. */
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

  /** Whether the owner was found by an account and not by the pool. */
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
        .map(skill -> skill.fill(view))
        .filter(Objects::nonNull)
        .map(skill -> skill.toLowerCase(Locale.ROOT))
        .toList();
  }

  /** The owner according to the tickets that are known; null if no one can take the lead. */
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

  /** Whether other leads have used the capacity of that day; a person without a ticket is assumed to have capacity. */
  private static boolean isFull(Person person, Lead lead) {
    Long place = place(person, lead);
    return (place == null ? 0 : place) >= person.capacity();
  }

  /** The lead's ticket in the day of a person; null if it has none. */
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
