// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.LeadId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KpiCommandTest {

  @TempDir
  Path folder;

  private String data = "";
  private final Instant decided = Instant.parse("2026-11-02T12:00:00Z");

  @BeforeEach
  void history() {
    data = folder.resolve("data").toString();
    Called demo = Called.lead("demo", "--data", data, "--now", decided.toString());
    assertEquals(0, demo.code(), demo.err());
  }

  /** Some leads that have a deadline. */
  private List<LeadId> leads() {
    try (DataFolder dataFolder = DataFolder.existing(Path.of(data))) {
      return dataFolder.leads().stream()
          .filter(lead -> Objects.requireNonNull(
                      dev.leadkit.Lead.of(lead, dataFolder.history(lead)).decision())
                  .assignment()
                  .due()
              != null)
          .toList();
    }
  }

  private Called at(Instant now, String... args) {
    var all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--data", data, "--now", now.toString()));
    return Called.lead(all.toArray(String[]::new));
  }

  @Test
  void replies_in_time_and_those_that_are_missing() {
    List<LeadId> leads = leads();
    Called replied = at(decided.plusSeconds(1), "reply", leads.get(0).value(), "--by", "kim");
    assertEquals(0, replied.code(), replied.err());
    Called automatic =
        at(decided.plusSeconds(1), "reply", leads.get(1).value(), "--author", "machine");
    assertEquals(0, automatic.code(), automatic.err());
    Called report = Called.lead(
        "kpi",
        "sla",
        "--data",
        data,
        "--at",
        decided.plus(Duration.ofDays(30)).toString(),
        "--most",
        "2");
    assertEquals(0, report.code(), report.err());
    assertTrue(report.out().lines().anyMatch(line -> line.startsWith("all")), report.out());
    assertEquals(
        2, report.out().lines().filter(line -> line.contains("no reply for")).count());
    assertTrue(
        report.out().lines().anyMatch(line -> line.matches("all +1 +[\\d,]+ .*")), report.out());
    Called json = Called.lead("kpi", "sla", "--data", data, "--json");
    assertTrue(json.out().contains("\"breaches\" : ["), json.out());
  }

  @Test
  void a_route_is_right_until_a_person_reassigns_the_lead() {
    LeadId lead = leads().get(0);
    Instant later = decided.plus(Duration.ofDays(8));
    Called before = Called.lead("kpi", "routing", "--data", data, "--at", later.toString());
    assertTrue(before.out().contains("100.0 %"), before.out());
    Called given = at(
        decided.plusSeconds(60), "reassign", lead.value(), "devrel", "--reason", "an API question");
    assertEquals(0, given.code(), given.err());
    Called after = Called.lead("kpi", "routing", "--data", data, "--at", later.toString());
    assertEquals(0, after.code(), after.err());
    assertTrue(after.out().lines().anyMatch(line -> line.endsWith("-> devrel")), after.out());
    Called young = Called.lead(
        "kpi", "routing", "--data", data, "--at", decided.plusSeconds(120).toString(), "--json");
    assertTrue(young.out().contains("\"share\" : null"), young.out());
  }

  @Test
  void wrong_usage_is_reported() {
    assertEquals(2, Called.lead("kpi").code());
    assertEquals(2, Called.lead("kpi", "sla").code());
    assertEquals(2, Called.lead("kpi", "sla", "--data", data, "--most", "-1").code());
    assertEquals(2, Called.lead("kpi", "routing", "--data", data, "--days", "0").code());
    assertEquals(
        1,
        Called.lead("kpi", "sla", "--data", folder.resolve("none").toString()).code());
  }
}
