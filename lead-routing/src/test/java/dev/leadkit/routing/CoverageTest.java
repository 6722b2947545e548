// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leadkit.spi.Diagnostic;
import dev.leadkit.spi.Diagnostic.Code;
import dev.leadkit.spi.Settings;
import java.util.List;
import org.junit.jupiter.api.Test;

class CoverageTest {

  private static final String ROUTES = "routes: [{ id: all, when: always, to: { queue: day } }]\n";

  private static List<String> findings(String policy) {
    Settings settings = Settings.yaml("policy.yaml", policy + ROUTES);
    RouteTable.read(settings);
    assertEquals(List.of(), settings.problems());
    return settings.findings().stream()
        .filter(finding -> finding.code() == Code.UNCOVERED_HOURS)
        .map(Diagnostic::text)
        .toList();
  }

  @Test
  void a_chain_of_queues_that_is_never_closed_has_no_finding() {
    assertEquals(List.of(), findings("""
            calendars:
              day: { zone: UTC, week: { mon-sun: 08:00-20:00 }, holidays: [12-25] }
              night: { zone: UTC, week: { mon-sun: 20:00-08:00 }, holidays: [12-25] }
            queues: { day: { hours: day, whenClosed: night }, night: { hours: night } }
            """));
    assertEquals(List.of(), findings("""
            calendars: { day: { zone: UTC, week: { mon-fri: 08:00-20:00 } } }
            queues: { day: { hours: day } }
            """), "a queue that closes and has no substitute");
  }

  @Test
  void hours_that_no_queue_of_a_chain_covers_are_found_with_an_example() {
    assertEquals(
        List.of(
            "policy.yaml:4:42: uncovered-hours: queues.day.whenClosed: no queue of this chain is open, for example, at Saturday 20:00 UTC in January; leads of that time wait in 'day'"),
        findings("""
            calendars:
              day: { zone: UTC, week: { mon-sun: 08:00-20:00 } }
              night: { zone: UTC, week: { mon-fri: 20:00-08:00, sun: 20:00-08:00 } }
            queues: { day: { hours: day, whenClosed: night }, night: { hours: night } }
            """));
  }

  @Test
  void clocks_that_change_open_gaps() {
    assertEquals(
        List.of(
            "policy.yaml:4:42: uncovered-hours: queues.day.whenClosed: no queue of this chain is open, for example, at Monday 18:00 UTC in July; leads of that time wait in 'day'"),
        findings("""
            calendars:
              day: { zone: Europe/Berlin, week: { mon-sun: 08:00-20:00 } }
              night: { zone: UTC, week: { mon-sun: 19:00-07:00 } }
            queues: { day: { hours: day, whenClosed: night }, night: { hours: night } }
            """));
  }

  @Test
  void days_on_which_a_whole_pool_is_away_are_found() {
    assertEquals(
        List.of(
            "policy.yaml:7:20: uncovered-hours: pools.team.members: no one is available on 2026-12-28, so that leads stay without an owner",
            "policy.yaml:8:20: uncovered-hours: pools.gone.members: no one is active, so that leads stay without an owner"),
        findings("""
            people:
              kim: { away: [2026-12-24/2026-12-31] }
              alex: { away: [2026-07-01, 2026-12-28/2027-01-04] }
              sam: { active: false }
              lee: {}
            pools:
              team: { members: { kim: 1, alex: 1, sam: 1 } }
              gone: { members: [sam] }
              some: { members: [kim, lee] }
            """));
  }
}
