// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.routing;

import dev.leadkit.policy.field.PolicyName;
import dev.leadkit.spi.Diagnostic.Code;
import dev.leadkit.spi.Settings;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The queues of a policy and their hours: the section {@code queues}.
 *
 * <p>A queue without settings is open round the clock. Immutable.
 */
final class Queues {

  /** A week in northern winter and one in summer, so that both offsets of zones with summer time are checked. */
  private static final List<Instant> MONDAYS =
      List.of(Instant.parse("2025-01-06T00:00:00Z"), Instant.parse("2025-07-07T00:00:00Z"));

  private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern(
          "EEEE HH:mm 'UTC in' MMMM", Locale.ENGLISH)
      .withZone(ZoneOffset.UTC);

  /** @param whenClosed the queue that takes its leads while it is closed, {@code ""} for none */
  private record Queue(String name, Calendar calendar, String whenClosed) {}

  /**
   * The queue that takes a lead.
   *
   * @param why the reason if it is another queue than the one of the route, or closed; {@code ""} otherwise
   */
  record Place(String queue, Calendar calendar, String why) {}

  private final Map<String, Queue> queues;

  private Queues(Map<String, Queue> queues) {
    this.queues = Collections.unmodifiableMap(queues);
  }

  /** Reads the section: a list of names, or a section with hours; mistakes are noted as problems. */
  static Queues read(Settings place, Map<String, Calendar> calendars) {
    var queues = new LinkedHashMap<String, Queue>();
    if (!place.isSection()) {
      for (Settings name : place.items()) {
        add(name, name.asText(), new Queue(name.asText(), Calendar.ALWAYS, ""), queues);
      }
      return new Queues(queues);
    }
    for (String name : place.keys()) {
      Settings entry = place.section(name);
      add(place.at(name), name, queue(name, entry, calendars), queues);
    }
    queues.values().forEach(queue -> check(queue, place.section(queue.name()), queues));
    var read = new Queues(queues);
    queues.values().stream()
        .filter(queue -> !queue.whenClosed().isEmpty())
        .forEach(queue -> read.report(queue, place.section(queue.name())));
    return read;
  }

  /** Reports a time of the week at which neither this queue nor any of its substitutes is open. */
  private void report(Queue queue, Settings entry) {
    var chain = new ArrayList<BusinessHours>();
    for (Queue next = queue;
        next != null && chain.size() <= queues.size();
        next = queues.get(next.whenClosed())) {
      chain.add(next.calendar().hours());
    }
    MONDAYS.stream()
        .flatMap(monday -> Stream.ofNullable(BusinessHours.firstClosed(chain, monday)))
        .findFirst()
        .ifPresent(at -> entry
            .at("whenClosed")
            .found(
                Code.UNCOVERED_HOURS,
                "no queue of this chain is open, for example, at " + SHOWN.format(at)
                    + "; leads of that time wait in '" + queue.name() + "'"));
  }

  private static void add(Settings place, String name, Queue queue, Map<String, Queue> queues) {
    if (!PolicyName.isValid(name)) {
      place.problem("set to '" + name + "'; expected letters, digits, '.', '-' and '_'");
    } else if (queues.putIfAbsent(name, queue) != null) {
      place.problem("'" + name + "' occurs twice; expected each queue once");
    }
  }

  private static Queue queue(String name, Settings entry, Map<String, Calendar> calendars) {
    String hours = entry.text("hours", Calendar.ALWAYS.name());
    Calendar calendar = calendars.get(hours);
    if (calendar == null) {
      entry
          .at("hours")
          .problem("set to '" + hours + "', which is not a calendar; "
              + Settings.nearest(hours, calendars.keySet()));
    }
    return new Queue(
        name, calendar == null ? Calendar.ALWAYS : calendar, entry.text("whenClosed", ""));
  }

  private static void check(Queue queue, Settings entry, Map<String, Queue> queues) {
    String next = queue.whenClosed();
    var seen = new LinkedHashSet<String>();
    while (!next.isEmpty() && seen.add(next)) {
      Queue other = queues.get(next);
      if (other == null) {
        if (next.equals(queue.whenClosed())) {
          entry
              .at("whenClosed")
              .problem("set to '" + next + "', which is not in queues; "
                  + Settings.nearest(next, queues.keySet()));
        }
        return;
      }
      next = other.whenClosed();
    }
    if (seen.contains(queue.name())) {
      entry
          .at("whenClosed")
          .problem("leads back to '" + queue.name()
              + "'; expected a queue that takes leads while this one is closed");
    }
  }

  /** The names of the queues; empty if the policy does not define them. */
  Set<String> names() {
    return queues.keySet();
  }

  /** This queue and its substitutes while it is closed, in order. */
  List<String> chain(String name) {
    var chain = new LinkedHashSet<String>();
    String next = name;
    while (!next.isEmpty() && chain.add(next)) {
      Queue queue = queues.get(next);
      next = queue == null ? "" : queue.whenClosed();
    }
    return List.copyOf(chain);
  }

  /** The queue of a lead that was received at a time: this one if it is open, otherwise its first open substitute. */
  Place place(String name, Instant at) {
    Queue asked = queues.getOrDefault(name, new Queue(name, Calendar.ALWAYS, ""));
    var closed = new ArrayList<String>();
    Queue queue = asked;
    while (queue != null && closed.size() <= queues.size()) {
      if (queue.calendar().hours().isOpen(at)) {
        return new Place(
            queue.name(),
            queue.calendar(),
            closed.isEmpty() ? "" : words(closed) + ", so it is " + queue.name());
      }
      closed.add(queue.name() + " is closed by " + queue.calendar().name());
      queue = queues.get(queue.whenClosed());
    }
    Instant opening = asked.calendar().hours().nextOpening(at);
    String wait = closed.size() == 1 ? " until " : ", so it waits in " + name + " until ";
    return new Place(name, asked.calendar(), words(closed) + wait + opening);
  }

  private static String words(List<String> closed) {
    return String.join(", ", closed);
  }
}
