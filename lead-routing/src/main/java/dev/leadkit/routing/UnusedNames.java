// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.routing;

import dev.leadkit.spi.Diagnostic.Code;
import dev.leadkit.spi.Settings;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reports queues, calendars, people, pools and accounts that a policy defines but that no lead can ever reach. */
final class UnusedNames {

  private final Settings root;
  private final Set<String> queues = new HashSet<>();
  private final Set<String> pools = new HashSet<>();
  private final Set<String> people = new HashSet<>();
  private boolean anyQueue;

  UnusedNames(Settings root) {
    this.root = root;
  }

  /** A route, an escalation or an overflow names this queue. */
  void useQueue(String name) {
    queues.add(name);
  }

  /** A route derives the name of its queue from values that are not known in advance. */
  void useAnyQueue() {
    anyQueue = true;
  }

  void usePool(String name) {
    pools.add(name);
  }

  /** A pool, an account or a route names this person. */
  void usePerson(String name) {
    people.add(name);
  }

  void report() {
    reportQueues();
    reportCalendars();
    report(root.section("pools"), pools, Code.UNUSED_POOL, "a route that names it");
    boolean isAnyoneFound =
        !pools.isEmpty() && !root.section("enrich").list("ask").isEmpty();
    if (!isAnyoneFound) {
      report(
          root.section("people"),
          people,
          Code.UNUSED_PERSON,
          "a pool, an account or a route that names this person");
    }
    if (root.has("accounts") && pools.isEmpty()) {
      root.at("accounts")
          .found(
              Code.UNUSED_ACCOUNTS,
              "are used nowhere, for no route names a pool; expected a route that does");
    }
  }

  private void reportQueues() {
    if (anyQueue) {
      return;
    }
    Settings section = root.at("queues");
    if (!section.isSection()) {
      for (Settings item : section.items()) {
        if (!queues.contains(item.asText())) {
          found(item, Code.UNUSED_QUEUE, "a route that names it");
        }
      }
      return;
    }
    var open = new ArrayDeque<>(queues);
    var reached = new HashSet<>(queues);
    while (!open.isEmpty()) {
      Settings queue = section.at(open.remove());
      String next = queue.isSection() ? queue.text("whenClosed", "") : "";
      if (!next.isEmpty() && reached.add(next)) {
        open.add(next);
      }
    }
    report(section, reached, Code.UNUSED_QUEUE, "a route, or a queue in use, that names it");
  }

  private void reportCalendars() {
    var used = new HashSet<String>();
    Settings section = root.at("queues");
    if (section.isSection()) {
      for (String name : section.keys()) {
        Settings queue = section.at(name);
        used.add(queue.isSection() ? queue.text("hours", "") : "");
      }
    }
    Settings calendars = root.section("calendars");
    for (String name : calendars.keys()) {
      Settings calendar = calendars.at(name);
      List<Settings> parts =
          calendar.isSection() && calendar.has("union") ? calendar.list("union") : List.of();
      parts.forEach(part -> used.add(part.asText()));
    }
    report(calendars, used, Code.UNUSED_CALENDAR, "a queue with these hours");
  }

  private static void report(Settings section, Set<String> used, Code code, String expected) {
    for (String name : section.keys()) {
      if (!used.contains(name)) {
        found(section.at(name), code, expected);
      }
    }
  }

  private static void found(Settings place, Code code, String expected) {
    place.found(code, "is used nowhere; expected " + expected);
  }
}
